//! Which row of a table of vectors is a form's.

/// Bits of a slot that number a row; those above check the form.
const ROW: u32 = 15;

/// Rows that a table may have.
pub const ROWS: usize = (1 << ROW) - 1;

/// Rows by form. A form that is not in it is taken for one with a chance of one in fifty thousand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forms {
    /// A row, from 1, and a check; 0 is empty.
    slots: &'static [[u8; 4]],
}

impl Forms {
    /// Reads what [`pack`] wrote, or nothing.
    pub(crate) fn open(bytes: &'static [u8]) -> Option<Forms> {
        let slots = bytes.as_chunks::<4>().0;
        (slots.is_empty() || slots.len().is_power_of_two() && slots.len() <= 1 << 24).then_some(Forms { slots })
    }

    /// The row of a form, given by its hash.
    pub(crate) fn row(&self, form: u32) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let (mut at, check) = place(form);
        for _ in 0..self.slots.len() {
            let slot = u32::from_le_bytes(*self.slots.get(at & mask)?);
            if slot == 0 {
                return None;
            }
            if slot >> ROW == check {
                return (slot & ROWS as u32).checked_sub(1);
            }
            at += 1;
        }
        None
    }
}

/// Packs forms, given by their hashes, with their rows; the first of two alike forms stays.
pub fn pack(forms: &[(u32, u32)]) -> Vec<u8> {
    if forms.is_empty() {
        return Vec::new();
    }
    let size = (forms.len() * 5 / 4).next_power_of_two();
    let mut slots = vec![0u32; size];
    for &(form, row) in forms {
        let (mut at, check) = place(form);
        while slots[at & (size - 1)] != 0 && slots[at & (size - 1)] >> ROW != check {
            at += 1;
        }
        let slot = &mut slots[at & (size - 1)];
        if *slot == 0 {
            *slot = check << ROW | (row + 1);
        }
    }
    slots.into_iter().flat_map(u32::to_le_bytes).collect()
}

/// Where to look for a form first, and what to compare: other bits.
fn place(form: u32) -> (usize, u32) {
    let hash = (form as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((hash >> 40) as usize, (hash >> 20) as u32 & ((1 << (32 - ROW)) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_form() {
        let forms: Vec<(u32, u32)> = (0..1000).map(|i| (i * 7919 + 5, i % 300)).collect();
        let table = Forms::open(pack(&forms).leak()).unwrap();
        assert!(forms.iter().all(|&(form, row)| table.row(form) == Some(row)));
        assert!((0..1000).filter(|i| table.row(i * 7919 + 6).is_some()).count() < 3);
        assert_eq!(Forms::open(&[]).unwrap().row(5), None);
    }
}
