//! What Diesel does over such a connection.

use byline::store::engine::postgres::{Conn, establish};
use diesel::prelude::*;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

use super::{notes, number, with_notes};
use crate::support::postgres::server;

#[test]
fn a_transaction_that_fails_leaves_nothing() {
    let server = or_skip!(server());
    let (_, mut conn) = with_notes(server);
    let insert = |conn: &mut Conn, id: i32| {
        diesel::insert_into(notes::table)
            .values((notes::id.eq(id), notes::text.eq("ŝanĝo")))
            .on_conflict_do_nothing()
            .returning(notes::text)
            .get_result::<String>(conn)
    };
    let outcome = conn.transaction(|conn| {
        insert(conn, 1)?;
        conn.transaction(|conn| insert(conn, 2))?;
        diesel::result::QueryResult::<()>::Err(diesel::result::Error::RollbackTransaction)
    });
    assert_eq!(outcome, Err(diesel::result::Error::RollbackTransaction));
    assert_eq!(notes::table.count().get_result(&mut conn), Ok(0_i64));
    assert_eq!(conn.transaction(|conn| insert(conn, 3)), Ok("ŝanĝo".to_owned()));
    let ids = notes::table.select(notes::id).load(&mut conn);
    assert_eq!(ids, Ok(vec![3]));
}

#[test]
fn migrations_run_up_and_down() {
    let server = or_skip!(server());
    let root = std::env::temp_dir().join(format!("byline-migrations-{}", std::process::id()));
    let step = root.join("00000000000001_notes");
    std::fs::create_dir_all(&step).unwrap();
    let up = "CREATE TABLE notes (id integer PRIMARY KEY, text text NOT NULL);\n\
              CREATE FUNCTION one() RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint; $$;\n\
              INSERT INTO notes VALUES (1, 'a;b');";
    std::fs::write(step.join("up.sql"), up).unwrap();
    std::fs::write(step.join("down.sql"), "DROP TABLE notes; DROP FUNCTION one();").unwrap();
    let source = || FileBasedMigrations::from_path(&root).unwrap();
    let mut conn = establish(&server.fresh_database()).unwrap();
    for _ in 0..2 {
        assert_eq!(conn.run_pending_migrations(source()).unwrap().len(), 1);
        assert_eq!(number(&mut conn, "one()"), 1);
        assert_eq!(notes::table.select(notes::text).first(&mut conn), Ok("a;b".to_owned()));
        conn.revert_all_migrations(source()).unwrap();
    }
    std::fs::remove_dir_all(&root).unwrap();
}
