//! `depeche`: reads reports of armed conflict into a record of who did what to whom, and who says so.

use std::process::ExitCode;

fn main() -> ExitCode {
    app::cli::run()
}
