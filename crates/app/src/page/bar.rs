//! A number's range as a bar of characters.

/// `├──┤` from the lowest to the highest number on a scale of `width` columns that ends at `most`; `●` where both are one;
/// thin where the number no longer counts.
pub(crate) fn bar(min: f64, max: f64, most: f64, width: usize, current: bool) -> String {
    let last = width.saturating_sub(1);
    let column =
        |n: f64| if most > 0.0 { (n / most * last as f64).round().clamp(0.0, last as f64) as usize } else { 0 };
    let (from, to) = (column(min), column(max.max(min)));
    let mut out = " ".repeat(from);
    match (from == to, current) {
        (true, true) => out.push('●'),
        (true, false) => out.push('·'),
        (false, _) => {
            out.push(if current { '├' } else { '·' });
            out.extend(std::iter::repeat_n(if current { '─' } else { '·' }, to - from - 1));
            out.push(if current { '┤' } else { '·' });
        }
    }
    out.extend(std::iter::repeat_n(' ', last - to));
    out
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_lies_on_its_scale() {
        assert_eq!(bar(0.0, 10.0, 10.0, 5, true), "├───┤");
        assert_eq!(bar(5.0, 5.0, 10.0, 5, true), "  ●  ");
        assert_eq!(bar(10.0, 10.0, 10.0, 5, false), "    ·");
        assert_eq!(bar(3.0, 3.0, 0.0, 5, true), "●    ");
    }
}
