//! [`WebhookDb`] in Diesel, written once and compiled for each engine, as `queries.rs` is.

use diesel::prelude::*;

use super::Conn;
use crate::store::error::StoreError;
use crate::store::tables::{delivery, webhook};
use crate::store::webhooks::db::{DeliveryRow, WebhookDb, WebhookRow};

type Answer<T> = Result<T, StoreError>;

impl WebhookDb for Conn {
    fn webhooks(&mut self) -> Answer<Vec<WebhookRow>> {
        Ok(webhook::table.order(webhook::id).load(self)?)
    }

    fn put_webhook(&mut self, row: &WebhookRow) -> Answer<()> {
        diesel::insert_into(webhook::table).values(row).on_conflict(webhook::id).do_update().set(row).execute(self)?;
        Ok(())
    }

    fn delete_webhook(&mut self, id: i64) -> Answer<()> {
        diesel::delete(delivery::table.filter(delivery::webhook.eq(id))).execute(self)?;
        diesel::delete(webhook::table.filter(webhook::id.eq(id))).execute(self)?;
        Ok(())
    }

    fn put_deliveries(&mut self, rows: &[DeliveryRow]) -> Answer<()> {
        super::put!(
            self,
            delivery::table,
            rows,
            (delivery::webhook, delivery::sequence),
            [
                delivery::kind,
                delivery::queued,
                delivery::attempts,
                delivery::next,
                delivery::tried,
                delivery::status,
                delivery::error,
                delivery::ended
            ]
        )
    }

    fn delivery(&mut self, webhook: i64, sequence: i64) -> Answer<Option<DeliveryRow>> {
        let own = delivery::table.filter(delivery::webhook.eq(webhook));
        Ok(own.filter(delivery::sequence.eq(sequence)).first(self).optional()?)
    }

    fn deliveries(&mut self, webhook: i64, before: i64, limit: i64) -> Answer<Vec<DeliveryRow>> {
        let own = delivery::table.filter(delivery::webhook.eq(webhook)).filter(delivery::sequence.lt(before));
        Ok(own.order(delivery::sequence.desc()).limit(limit).load(self)?)
    }

    fn waiting(&mut self, webhook: i64) -> Answer<i64> {
        let own = delivery::table.filter(delivery::webhook.eq(webhook)).filter(delivery::ended.is_null());
        Ok(own.count().get_result(self)?)
    }

    fn due(&mut self, webhook: i64, now: i64) -> Answer<Option<DeliveryRow>> {
        let own = delivery::table.filter(delivery::webhook.eq(webhook)).filter(delivery::ended.is_null());
        Ok(own.filter(delivery::next.le(now)).order(delivery::sequence).first(self).optional()?)
    }

    fn hurry(&mut self, webhook: i64) -> Answer<()> {
        let own = delivery::table.filter(delivery::webhook.eq(webhook)).filter(delivery::ended.is_null());
        diesel::update(own).set(delivery::next.eq(0)).execute(self)?;
        Ok(())
    }

    fn forget_deliveries(&mut self, taken: i64, given_up: i64) -> Answer<()> {
        let taken = delivery::table.filter(delivery::ended.lt(taken)).filter(delivery::error.is_null());
        diesel::delete(taken).execute(self)?;
        diesel::delete(delivery::table.filter(delivery::ended.lt(given_up))).execute(self)?;
        Ok(())
    }

    fn delete_deliveries(&mut self) -> Answer<()> {
        diesel::delete(delivery::table).execute(self)?;
        Ok(())
    }
}
