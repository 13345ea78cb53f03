//! The amount that each peer is asked for at a time, during one download.

use crate::{Peer, discovery::Trouble, message::MAX_CHUNKS};
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

/// Most requests to one peer at a time.
const MAX_WINDOW: usize = 4;
/// A peer that was too slow, or went away, this many times in a row is left alone for the rest of the
/// download.
const MAX_FAILURES: u32 = 3;
/// Time that an answer should take. A slower peer is asked for less at a time.
const ANSWER_TIME_GOAL: Duration = Duration::from_secs(2);

struct PeerState {
	in_flight: usize,
	window: usize,
	/// Chunks in one request.
	size: u64,
	not_before: Instant,
	failures: u32,
	/// Left alone for the rest of the download.
	is_out: bool,
}

/// The peers that have a blob.
#[derive(Default)]
pub(crate) struct Peers(BTreeMap<Peer, PeerState>);

impl Peers {
	/// Adds peers that are not known yet.
	pub fn add(&mut self, peers: impl IntoIterator<Item = Peer>) {
		for peer in peers {
			let (in_flight, window, size, failures, is_out) = (0, 2, 4, 0, false);
			let not_before = Instant::now();
			let state = PeerState { in_flight, window, size, not_before, failures, is_out };
			self.0.entry(peer).or_insert(state);
		}
	}

	/// Returns whether nobody is left to ask, now or later.
	pub fn is_deserted(&self) -> bool {
		self.0.values().all(|state| state.is_out)
	}

	/// Returns the peers that may be asked now, the least busy first, with the number of chunks to ask for.
	pub fn free(&self, now: Instant) -> Vec<(Peer, u64)> {
		let is_free = |s: &&PeerState| !s.is_out && s.in_flight < s.window && s.not_before <= now;
		let mut free: Vec<_> = self.0.iter().filter(|(_, state)| is_free(state)).collect();
		free.sort_by_key(|(_, state)| state.in_flight);
		free.into_iter().map(|(peer, state)| (peer.clone(), state.size)).collect()
	}

	/// Returns when the next peer may be asked that asked to wait.
	pub fn next_free(&self, now: Instant) -> Option<Instant> {
		let waiting = self.0.values().filter(|s| !s.is_out && s.not_before > now);
		waiting.map(|state| state.not_before).min()
	}

	/// Notes that a request is on its way.
	pub fn sent(&mut self, peer: &Peer) {
		if let Some(state) = self.0.get_mut(peer) {
			state.in_flight += 1;
		}
	}

	/// Notes that a request ended after some time, with a right answer or with trouble.
	pub fn ended(&mut self, peer: &Peer, took: Duration, trouble: Option<Trouble>) {
		let Some(state) = self.0.get_mut(peer) else { return };
		state.in_flight = state.in_flight.saturating_sub(1);
		match trouble {
			None => {
				state.failures = 0;
				let most = u64::from(MAX_CHUNKS);
				state.size = if took < ANSWER_TIME_GOAL {
					(state.size * 2).min(most)
				} else {
					(state.size / 2).max(1)
				};
				state.window = (state.window + 1).min(MAX_WINDOW);
			},
			Some(Trouble::Busy(wait)) => {
				state.window = (state.window / 2).max(1);
				state.not_before = Instant::now() + wait;
			},
			Some(Trouble::Slow) => {
				state.failures += 1;
				(state.window, state.size) = (1, (state.size / 4).max(1));
				state.is_out = state.failures >= MAX_FAILURES;
			},
			Some(Trouble::Gone | Trouble::Missing | Trouble::Dishonest) => state.is_out = true,
		}
	}

	/// Readmits a peer that was left alone for being away, because it answers again.
	pub fn readmit(&mut self, peer: &Peer) {
		if let Some(state) = self.0.get_mut(peer).filter(|state| state.is_out) {
			state.failures += 1;
			state.is_out = state.failures >= MAX_FAILURES;
			(state.window, state.size) = (1, 1);
		}
	}
}
