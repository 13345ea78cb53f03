//! Random numbers of a job: streams of ChaCha20, so that they are the same everywhere.

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

/// Returns ChaCha20 stream `number` of a job's seed.
pub fn random_stream(seed: u64, number: u64) -> ChaCha20Rng {
	let mut key = [0; 32];
	key[..8].copy_from_slice(&seed.to_le_bytes());
	let mut random = ChaCha20Rng::from_seed(key);
	random.set_stream(number);
	random
}
