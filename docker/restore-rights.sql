-- A restore works in a schema beside the shop's: docs/backup.md. MySQL runs this once, when its volume is new.
GRANT ALL ON `cloudcart\_restore\_%`.* TO cloudcart@'%';
