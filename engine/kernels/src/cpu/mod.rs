//! The processor as a device: threads, instruction sets, matrix products.

pub(crate) mod device;
pub(crate) mod elementwise;
pub(crate) mod exact8;
pub(crate) mod few;
pub(crate) mod gemm;
pub(crate) mod isa;
mod malloc;
pub(crate) mod micro;
pub(crate) mod operand;
mod pool;
pub(crate) mod prefetch;
pub(crate) mod shards;
pub(crate) mod subnormals;
pub(crate) mod transpose;
