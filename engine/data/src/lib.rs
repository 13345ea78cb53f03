#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod check;
mod conversation;
mod duplicates;
mod error;
mod format;
mod kind;
mod numbers;
mod private;
mod reader;
mod record;
mod report;
mod row;
mod shingles;
mod summary;
mod syntax;
mod value;

pub use check::{Bounds, Check, Renderer, Tokens, Verdict};
pub use error::{DataError, Problem};
pub use format::Format;
pub use kind::Kind;
pub use reader::{Entry, Limits, Reader, Rows, Totals, read_jsonl, read_rows};
pub use record::{Place, Record, Role, Row, Shape, Turn};
pub use report::{
	Duplicates, Fault, FileReport, Finding, Masked, Pair, Part, Report, Shown, Sizes, Spot, TokenReport,
};
pub use value::is_nothing;
