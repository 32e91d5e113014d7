DROP TABLE version;
