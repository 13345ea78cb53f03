//! When each session is to be looked at next, so that a tick costs only what is due.

use openledger_primitives::{BlockNumber, SessionId};
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Instant,
};

/// Sessions by the moment at which they are due.
#[derive(Default)]
pub(crate) struct Agenda {
	due: BTreeSet<(Instant, SessionId)>,
	moments: BTreeMap<SessionId, Instant>,
	/// Sessions by the last block in which a settlement may have to be revealed: its answers go after that.
	expiring: BTreeSet<(BlockNumber, SessionId)>,
}

impl Agenda {
	/// Sets when a session is due, in place of what was set before.
	pub fn set(&mut self, id: SessionId, at: Instant) {
		self.forget(id);
		self.due.insert((at, id));
		self.moments.insert(id, at);
	}

	/// Makes a session due at the latest at a moment.
	pub fn hasten(&mut self, id: SessionId, at: Instant) {
		if self.moments.get(&id).is_none_or(|known| *known > at) {
			self.set(id, at);
		}
	}

	/// Makes a session due once the market's time has passed a block.
	pub fn expire(&mut self, id: SessionId, until: BlockNumber) {
		self.expiring.insert((until, id));
	}

	/// Removes a session.
	pub fn forget(&mut self, id: SessionId) {
		if let Some(known) = self.moments.remove(&id) {
			self.due.remove(&(known, id));
		}
	}

	/// Returns the session that has been due for longest, if one is due now, and removes it.
	pub fn pop(&mut self, now: Instant) -> Option<SessionId> {
		let (at, id) = *self.due.first()?;
		if at > now {
			return None;
		}
		self.forget(id);
		Some(id)
	}

	/// Returns a session of which a settlement has expired before a block, and removes that.
	pub fn pop_expired(&mut self, time: BlockNumber) -> Option<SessionId> {
		let (until, id) = *self.expiring.first()?;
		if until >= time {
			return None;
		}
		self.expiring.pop_first();
		Some(id)
	}

	/// Returns the number of sessions that are due at a moment.
	#[cfg(test)]
	pub fn due(&self, now: Instant) -> usize {
		self.due.iter().take_while(|(at, _)| *at <= now).count()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Duration;

	#[test]
	fn each_session_is_due_once_and_the_longest_waiting_first() {
		let (start, second) = (Instant::now(), Duration::from_secs(1));
		let mut agenda = Agenda::default();
		agenda.set(1, start + second);
		agenda.set(2, start);
		agenda.set(1, start + second * 3);
		agenda.hasten(1, start + second * 2);
		agenda.hasten(1, start + second * 9);
		assert_eq!((agenda.due(start), agenda.due(start + second * 2)), (1, 2));
		let later = start + second * 2;
		assert_eq!([agenda.pop(later), agenda.pop(later), agenda.pop(later)], [Some(2), Some(1), None]);
		agenda.expire(7, 10);
		assert_eq!(
			[agenda.pop_expired(10), agenda.pop_expired(11), agenda.pop_expired(11)],
			[None, Some(7), None]
		);
	}
}
