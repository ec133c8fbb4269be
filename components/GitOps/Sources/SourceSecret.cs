namespace K8tre.Components.GitOps.Sources;

/// <summary>One of the secrets that K8TRE's ExternalSecrets copy from.</summary>
public sealed record SourceSecret
{
    private SourceSecret(string name, IReadOnlyDictionary<string, SourceValue> keys) => (Name, Keys) = (name, keys);

    /// <summary>Name in the store, as the ExternalSecrets spell it.</summary>
    public string Name { get; }

    /// <summary>Names of its keys.</summary>
    public IEnumerable<string> KeyNames => Keys.Keys;

    /// <summary>Names of the keys whose values are generated, unless they are supplied.</summary>
    public IEnumerable<string> GeneratedKeyNames => Keys.Where(key => key.Value is not SourceValue.Fixed).Select(key => key.Key);

    /// <summary>The application that reads it alone, where that one can be left out. Null: others read it too.</summary>
    public string? OnlyFor { get; private init; }

    /// <summary>Its keys, each with what it holds.</summary>
    internal IReadOnlyDictionary<string, SourceValue> Keys { get; }

    private const string Cr8tor = "cr8tor";

    /// <summary>All of them. Names, keys and shapes: https://github.com/k8tre/k8tre/blob/main/ci/ci-secrets.yaml at commit d9ff2e1.</summary>
    public static IReadOnlyList<SourceSecret> All { get; } =
    [
        new("keycloak-db-secret", Database("keycloak-user", "keycloak")),
        new("keycloak-admin-bootstrap", new Dictionary<string, SourceValue>
        {
            ["username"] = new SourceValue.Fixed("admin"),
            ["password"] = new SourceValue.Password(32),
        }),
        new("jupyterhub-oidc-client", OidcClient("jupyterhub")),
        new("jupyterhub-hub-tokens", new Dictionary<string, SourceValue>
        {
            ["secret-token"] = new SourceValue.Hex(32),
            ["proxy-secret-token"] = new SourceValue.Hex(32),
        }),
        new("backend-oidc-client", OidcClient("backend")),
        new("gitea-oidc-client", OidcClient("gitea")),
        new("guacamole-json-secret", new Dictionary<string, SourceValue> { ["GUACAMOLE_JSON_SECRET_KEY"] = new SourceValue.Hex(32) }),
        new("gitea-db-secret", Database("gitea_user", "gitea")),
        new("gitea-secrets", new Dictionary<string, SourceValue>
        {
            ["admin-username"] = new SourceValue.Fixed("gitea_admin"),
            ["admin-password"] = new SourceValue.Password(32),
        }),
        new("seaweedfs-s3-credentials", new Dictionary<string, SourceValue>
        {
            ["access-key"] = new SourceValue.AccessKey(),
            ["secret-key"] = new SourceValue.Password(40),
        }),
        new("cr8tor-microserviceapikey-secret", Passwords("approvalserviceapikey", "metadataserviceapikey", "publishserviceapikey")) { OnlyFor = Cr8tor },
        // A site's own data sources: empty where there are none.
        new("cr8tor-secret", new Dictionary<string, SourceValue>
        {
            ["mysql-rfam-public-username"] = new SourceValue.Fixed(""),
            ["mysql-rfam-public-password"] = new SourceValue.Fixed(""),
            ["postgresql-pgsqldb-lth-username"] = new SourceValue.Fixed(""),
            ["postgresql-pgsqldb-lth-password"] = new SourceValue.Fixed(""),
        }) { OnlyFor = Cr8tor },
        new("opal-resource-db-secret", Database("opal-user", "opal-resource-db")) { OnlyFor = Cr8tor },
        new("datashield-secrets", Passwords("opal-administrator-password")) { OnlyFor = Cr8tor },
        new("observability-grafana-secret", new Dictionary<string, SourceValue>
        {
            ["grafana-admin-user"] = new SourceValue.Fixed("admin"),
            ["grafana-admin-password"] = new SourceValue.Password(32),
        }),
    ];

    private static Dictionary<string, SourceValue> Database(string user, string database) => new()
    {
        ["username"] = new SourceValue.Fixed(user),
        ["password"] = new SourceValue.Password(32),
        ["database"] = new SourceValue.Fixed(database),
    };

    private static Dictionary<string, SourceValue> OidcClient(string id) => new()
    {
        ["client-id"] = new SourceValue.Fixed(id),
        ["client-secret"] = new SourceValue.Password(64),
    };

    private static Dictionary<string, SourceValue> Passwords(params string[] keys) =>
        keys.ToDictionary(key => key, SourceValue (_) => new SourceValue.Password(32));
}
