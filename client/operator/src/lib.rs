#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod amount;
pub mod doctor;
pub mod failure;
pub mod folder;
pub mod ports;
pub mod secret;
pub mod spec;
