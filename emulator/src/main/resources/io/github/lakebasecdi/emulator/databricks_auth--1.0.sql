\echo Use "CREATE EXTENSION databricks_auth" to load this file. \quit

-- The label is written to the catalogue directly: SECURITY LABEL wants a provider written in C.
-- It is what DROP ROLE removes, and what only the server's owner can change.
CREATE OR REPLACE FUNCTION databricks_create_role(identity text, type text) RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET allow_system_table_mods = on
AS $function$
DECLARE
  kind text := upper($2);
BEGIN
  IF kind IS NULL OR kind NOT IN ('USER', 'SERVICE_PRINCIPAL', 'GROUP') THEN
    RAISE EXCEPTION 'invalid identity type "%": USER, SERVICE_PRINCIPAL or GROUP expected', $2
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles
                  WHERE rolname = session_user AND (rolcreaterole OR rolsuper)) THEN
    RAISE EXCEPTION 'permission denied to create role'
      USING ERRCODE = 'insufficient_privilege',
            DETAIL = 'Only roles with the CREATEROLE attribute may create roles.';
  END IF;
  EXECUTE format('CREATE ROLE %I LOGIN', $1);
  INSERT INTO pg_shseclabel (objoid, classoid, provider, label)
  SELECT oid, 'pg_authid'::regclass, 'databricks_auth', 'id=' || $1 || ',type=' || kind
    FROM pg_authid WHERE rolname = $1;
  -- As CREATE ROLE does for a creator who is not a superuser: it may grant and drop the role.
  IF session_user <> current_user THEN
    EXECUTE format('GRANT %I TO %I WITH ADMIN TRUE, INHERIT FALSE, SET FALSE', $1, session_user);
  END IF;
END
$function$;
