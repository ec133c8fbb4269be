namespace K8tre.Components.GitOps.Sources;

/// <summary>Source secret, which K8TRE's ExternalSecrets copy into the cluster.</summary>
public sealed record SourceSecret
{
    private SourceSecret(string name, IReadOnlyDictionary<string, SourceValue> keys) => (Name, Keys) = (name, keys);

    /// <summary>Name in the store, as in the ExternalSecrets.</summary>
    public string Name { get; }

    /// <summary>Names of the keys.</summary>
    public IEnumerable<string> KeyNames => Keys.Keys;

    /// <summary>Names of the keys whose values are generated, unless they are supplied.</summary>
    public IEnumerable<string> GeneratedKeyNames => Keys.Where(key => key.Value is not SourceValue.Fixed).Select(key => key.Key);

    /// <summary>Optional application that alone reads the secret. Null: other applications read it too.</summary>
    public string? OnlyFor { get; private init; }

    /// <summary>Keys, each with its value.</summary>
    internal IReadOnlyDictionary<string, SourceValue> Keys { get; }

    /// <summary>True if it exists only where volumes are encrypted. Its key can't change: volumes would be lost.</summary>
    public bool IsVolumeKey { get; private init; }

    /// <summary>Name of the secret with the key of Longhorn's encrypted volumes.</summary>
    public const string VolumeKey = "longhorn-crypto";

    private const string Cr8tor = "cr8tor";

    /// <summary>All source secrets.</summary>
    /// <remarks>Names, keys and forms: https://github.com/k8tre/k8tre/blob/d9ff2e1/ci/ci-secrets.yaml</remarks>
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
        new("guacamole-json-secret", new Dictionary<string, SourceValue>
        {
            ["GUACAMOLE_JSON_SECRET_KEY"] = new SourceValue.Hex(32),
        }),
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
        new("cr8tor-microserviceapikey-secret", Passwords("approvalserviceapikey", "metadataserviceapikey", "publishserviceapikey"))
        {
            OnlyFor = Cr8tor,
        },
        // Data sources of the organisation. Without data sources the values are empty.
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

    /// <summary>All source secrets, and the key of encrypted volumes.</summary>
    /// <remarks>https://longhorn.io/docs/1.7.2/advanced-resources/security/volume-encryption/</remarks>
    public static IReadOnlyList<SourceSecret> WithVolumeKey { get; } =
    [
        .. All,
        new(VolumeKey, new Dictionary<string, SourceValue>
        {
            ["CRYPTO_KEY_VALUE"] = new SourceValue.Password(64),
            ["CRYPTO_KEY_PROVIDER"] = new SourceValue.Fixed("secret"),
            ["CRYPTO_KEY_CIPHER"] = new SourceValue.Fixed("aes-xts-plain64"),
            ["CRYPTO_KEY_SIZE"] = new SourceValue.Fixed("512"),
            ["CRYPTO_PBKDF"] = new SourceValue.Fixed("argon2i"),
            ["CRYPTO_KEY_HASH"] = new SourceValue.Fixed("sha256"),
        }) { IsVolumeKey = true },
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
