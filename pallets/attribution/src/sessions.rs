//! Sessions: opening, topping up, keys and closing.

use crate::{Config, Error, Event, NextSession, Pallet, Sessions, types::Session};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, ModelId, SessionId,
	model::Price,
	traits::{ModelRegistry, ProviderRegistry},
	usage::SessionKey,
};
use sp_runtime::{SaturatedConversion, traits::BlockNumberProvider};

/// Wish to open a session.
pub(crate) struct Wish {
	/// Account that pays.
	pub user: AccountId,
	/// Number of the model.
	pub model: ModelId,
	/// Stash of the provider.
	pub provider: AccountId,
	/// Planck to deposit.
	pub deposit: Balance,
	/// Highest price that the user agrees to; without one, any.
	pub most: Option<Price>,
	/// Key that signs beside the user's.
	pub key: Option<SessionKey<AccountId>>,
}

/// Returns whether a price asks for more than another, for tokens read or for tokens written.
fn is_above(price: &Price, most: &Price) -> bool {
	price.prompt_per_1k > most.prompt_per_1k || price.completion_per_1k > most.completion_per_1k
}

impl<T: Config> Pallet<T> {
	/// Returns the market's time, in blocks: it stands still while the market is paused.
	pub(crate) fn now() -> BlockNumber {
		T::Clock::current_block_number().saturated_into()
	}

	/// Opens a session.
	pub(crate) fn do_open(wish: Wish) -> DispatchResult {
		let Wish { user, model, provider, deposit, most, key } = wish;
		let price = T::Models::price(model).ok_or(Error::<T>::NotListed)?;
		let is_agreed = most.is_none_or(|most| !is_above(&price, &most));
		ensure!(is_agreed, Error::<T>::PriceTooHigh);
		ensure!(T::Providers::is_provider(&provider), Error::<T>::UnknownProvider);
		ensure!(deposit >= T::MinDeposit::get(), Error::<T>::DepositTooSmall);
		let id = NextSession::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::Overflow)?;

		Self::hold_deposit(&user, deposit)?;
		NextSession::<T>::put(next);
		let session = Session {
			user: user.clone(),
			provider: provider.clone(),
			model,
			price,
			deposited: deposit,
			settled: 0,
			closing_at: None,
			settlements: 0,
			answers: 0,
			receipts: Default::default(),
			key: key.clone(),
		};
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::SessionOpened { session: id, user, provider, model, deposit });
		if key.is_some() {
			Self::deposit_event(Event::KeyAuthorised { session: id, key });
		}
		Ok(())
	}

	/// Adds to the deposit of a session, unless its price is below what the model costs now.
	pub(crate) fn do_top_up(user: &AccountId, id: SessionId, amount: Balance) -> DispatchResult {
		let mut session = Self::session_of(user, id)?;
		ensure!(amount > 0, Error::<T>::NothingGiven);
		let price = T::Models::price(session.model).ok_or(Error::<T>::NotListed)?;
		ensure!(!is_above(&price, &session.price), Error::<T>::PriceRose);
		session.deposited = session.deposited.checked_add(amount).ok_or(Error::<T>::Overflow)?;

		Self::hold_deposit(user, amount)?;
		let deposited = session.deposited;
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::ToppedUp { session: id, amount, deposited });
		Ok(())
	}

	/// Sets or ends the key that signs vouchers beside the user's.
	///
	/// Vouchers that a provider holds must stay good for as long as it has to settle them. So a key ends a
	/// grace period later, and until then no other takes its place.
	pub(crate) fn do_authorise(
		user: &AccountId,
		id: SessionId,
		key: Option<SessionKey<AccountId>>,
	) -> DispatchResult {
		let mut session = Self::session_of(user, id)?;
		let now = Self::now();
		let grace = now.checked_add(T::GracePeriod::get()).ok_or(Error::<T>::Overflow)?;
		let key = match (session.key.filter(|old| now <= old.until), key) {
			(None, new) => new,
			(Some(old), None) => Some(SessionKey { until: old.until.min(grace), ..old }),
			(Some(old), Some(new)) => {
				let is_no_less =
					new.key == old.key && new.cap >= old.cap && new.until >= old.until.min(grace);
				ensure!(is_no_less, Error::<T>::KeyInUse);
				Some(new)
			},
		};
		session.key = key.clone();
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::KeyAuthorised { session: id, key });
		Ok(())
	}

	/// Returns a user's session that is not closing.
	fn session_of(user: &AccountId, id: SessionId) -> Result<Session, Error<T>> {
		let session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		ensure!(session.user == *user, Error::<T>::NotTheUser);
		ensure!(session.closing_at.is_none(), Error::<T>::Closing);
		Ok(session)
	}

	/// Closes a session at once, or starts its grace period.
	pub(crate) fn do_close(who: &AccountId, id: SessionId) -> DispatchResult {
		let mut session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		let now = Self::now();
		if session.is_over(now) || session.left() == 0 || T::Providers::acts_for(who, &session.provider) {
			return Self::finish(id, &session);
		}
		let may_ask = session.user == *who || T::Models::owner(session.model).as_ref() == Some(who);
		ensure!(may_ask && session.closing_at.is_none(), Error::<T>::NotYet);
		let at = now.checked_add(T::GracePeriod::get()).ok_or(Error::<T>::Overflow)?;
		session.closing_at = Some(at);
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::SessionClosing { session: id, at });
		Ok(())
	}

	fn finish(id: SessionId, session: &Session) -> DispatchResult {
		let released = session.left();
		if released > 0 {
			Self::release_deposit(&session.user, released)?;
		}
		Sessions::<T>::remove(id);
		Self::deposit_event(Event::SessionClosed { session: id, released });
		Ok(())
	}
}
