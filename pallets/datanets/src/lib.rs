//! Datanets: organised knowledge that communities contribute, curate and license.
#![cfg_attr(not(feature = "std"), no_std)]
