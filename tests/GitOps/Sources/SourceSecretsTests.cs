using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Sources;
using Pulumi.Random;

namespace K8tre.Tests.GitOps.Sources;

public sealed class SourceSecretsTests
{
    // Names and keys that the ExternalSecrets of k8tre/k8tre at d9ff2e1 read.
    private static readonly Dictionary<string, string[]> Contract = new()
    {
        ["keycloak-db-secret"] = ["username", "password", "database"],
        ["keycloak-admin-bootstrap"] = ["username", "password"],
        ["jupyterhub-oidc-client"] = ["client-id", "client-secret"],
        ["jupyterhub-hub-tokens"] = ["secret-token", "proxy-secret-token"],
        ["backend-oidc-client"] = ["client-id", "client-secret"],
        ["guacamole-json-secret"] = ["GUACAMOLE_JSON_SECRET_KEY"],
        ["gitea-db-secret"] = ["username", "password", "database"],
        ["gitea-secrets"] = ["admin-username", "admin-password"],
        ["seaweedfs-s3-credentials"] = ["access-key", "secret-key"],
        ["cr8tor-microserviceapikey-secret"] = ["approvalserviceapikey", "metadataserviceapikey", "publishserviceapikey"],
        ["cr8tor-secret"] =
        [
            "mysql-rfam-public-username", "mysql-rfam-public-password", "postgresql-pgsqldb-lth-username",
            "postgresql-pgsqldb-lth-password",
        ],
        ["opal-resource-db-secret"] = ["username", "password", "database"],
        ["datashield-secrets"] = ["opal-administrator-password"],
        ["observability-grafana-secret"] = ["grafana-admin-user", "grafana-admin-password"],
        ["gitea-oidc-client"] = ["client-id", "client-secret"],
    };

    private static Task<ResourceGraph> SecretsAsync(Func<SourceSecretsArgs>? args = null) =>
        ResourceGraph.OfAsync(options => new SourceSecrets("secrets", args?.Invoke() ?? new(), options));

    [Fact]
    public async Task All_fifteen_secrets_have_the_names_and_keys_that_k8tre_reads()
    {
        var graph = await SecretsAsync();

        var secrets = graph.Requests.Values.Where(request => request.Type == "kubernetes:core/v1:Secret").ToDictionary(
            request => (string)Json.Of(request.Inputs).At("metadata.name")!,
            request => Json.Of(request.Inputs).At("stringData")!.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal(Contract.Keys.Order(), secrets.Keys.Order());
        Assert.All(Contract, entry => Assert.Equal(entry.Value.Order(), secrets[entry.Key]));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task A_key_of_volumes_is_created_only_where_volumes_are_encrypted()
    {
        var graph = await SecretsAsync(() => new() { HasVolumeKey = true });

        Assert.Contains("secrets-longhorn-crypto", graph.Requests.Keys);
        Assert.Equal(64.0, graph.Requests["secrets-longhorn-crypto-CRYPTO_KEY_VALUE"].Inputs["length"]);
        Assert.DoesNotContain("secrets-longhorn-crypto", (await SecretsAsync()).Requests.Keys);
    }

    [Fact]
    public async Task Another_store_gets_the_same_secrets_and_describes_its_provider()
    {
        var store = new ForeignStore();
        SourceSecrets? secrets = null;
        var graph = await ResourceGraph.OfAsync(options => secrets = new SourceSecrets("secrets", new() { Store = store }, options));

        Assert.Equal(Contract.Keys.Order(), store.Written.Order());
        Assert.Equal("""{"foreign":{}}""", await OutputUtilities.GetValueAsync(secrets!.Provider!));
        Assert.DoesNotContain(graph.Requests.Values, request => request.Type == "kubernetes:core/v1:Secret");
    }

    private sealed class ForeignStore : ISecretStore
    {
        public List<string> Written { get; } = [];

        public string Label => "aws";

        public Output<string>? Provider => Output.Create("""{"foreign":{}}""");

        public IReadOnlyList<Resource> Write(
            string name, IReadOnlyDictionary<string, InputMap<string>> secrets, CustomResourceOptions options)
        {
            Written.AddRange(secrets.Keys);
            return [];
        }
    }

    [Fact]
    public async Task All_secrets_are_in_the_namespace_that_the_store_reads()
    {
        var graph = await SecretsAsync();

        Assert.All(
            graph.Requests.Values.Where(request => request.Type == "kubernetes:core/v1:Secret"),
            request => Assert.Equal("secret-store", (string)Json.Of(request.Inputs).At("metadata.namespace")!));
    }

    [Fact]
    public async Task Names_of_users_clients_and_databases_are_those_that_k8tre_expects()
    {
        var graph = await SecretsAsync();

        string Value(string secret, string key) => (string)Json.Of(graph.Requests[$"secrets-{secret}"].Inputs).At("stringData")![key]!;
        Assert.Equal(("keycloak-user", "keycloak"), (Value("keycloak-db-secret", "username"), Value("keycloak-db-secret", "database")));
        Assert.Equal(("gitea_user", "gitea"), (Value("gitea-db-secret", "username"), Value("gitea-db-secret", "database")));
        Assert.Equal("jupyterhub", Value("jupyterhub-oidc-client", "client-id"));
        Assert.Equal("backend", Value("backend-oidc-client", "client-id"));
        Assert.StartsWith("AKIA", Value("seaweedfs-s3-credentials", "access-key"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jupyterhub-hub-tokens-secret-token")]
    [InlineData("guacamole-json-secret-GUACAMOLE_JSON_SECRET_KEY")]
    public async Task Tokens_are_sixty_four_hexadecimal_digits(string name)
    {
        var graph = await SecretsAsync();

        // Two digits for each byte.
        Assert.Equal(32.0, graph.Requests[$"secrets-{name}"].Inputs["length"]);
        Assert.Contains(graph.All<RandomBytes>(), bytes => bytes.GetResourceName() == $"secrets-{name}");
    }

    [Fact]
    public async Task An_access_key_is_twenty_upper_case_letters_and_digits()
    {
        var request = (await SecretsAsync()).Requests["secrets-seaweedfs-s3-credentials-access-key"];

        // The prefix has four letters.
        Assert.Equal(16.0, request.Inputs["length"]);
        Assert.Equal((false, false), (request.Inputs["lower"], request.Inputs["special"]));
    }

    [Fact]
    public async Task A_new_generation_generates_new_values_of_that_secret_only()
    {
        var graph = await SecretsAsync(() => new() { Generations = new Dictionary<string, string> { ["gitea-secrets"] = "2" } });

        string Generation(string name) => (string)Json.Of(graph.Requests[$"secrets-{name}"].Inputs).At("keepers.generation")!;
        Assert.Equal("2", Generation("gitea-secrets-admin-password"));
        Assert.Equal("1", Generation("gitea-db-secret-password"));
        Assert.Equal("1", Generation("jupyterhub-hub-tokens-secret-token"));
    }

    [Fact]
    public async Task Supplied_values_are_not_generated()
    {
        var graph = await SecretsAsync(() => new()
        {
            Supplied = new Dictionary<(string, string), Input<string>>
            {
                [("gitea-secrets", "admin-password")] = Output.CreateSecret("ours"),
            },
        });

        Assert.Equal("ours", (string)Json.Of(graph.Requests["secrets-gitea-secrets"].Inputs)!["stringData"]!["admin-password"]!);
        Assert.DoesNotContain("secrets-gitea-secrets-admin-password", graph.Requests.Keys);
    }

    [Fact]
    public async Task The_four_secrets_that_only_cr8tor_reads_are_not_created_without_it()
    {
        var graph = await SecretsAsync(() => new() { Skip = ["cr8tor", "nginx"] });

        var names = graph.Requests.Values
            .Where(request => request.Type == "kubernetes:core/v1:Secret")
            .Select(request => request.Name!["secrets-".Length..]);
        Assert.Equal(
            Contract.Keys
                .Except(["cr8tor-secret", "cr8tor-microserviceapikey-secret", "opal-resource-db-secret", "datashield-secrets"])
                .Order(),
            names.Order());
    }

    [Fact]
    public void Secrets_and_keys_that_k8tre_does_not_read_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SourceSecretsArgs { Generations = new Dictionary<string, string> { ["gitea"] = "2" } });
        Assert.Throws<ArgumentException>(() => new SourceSecretsArgs
        {
            Supplied = new Dictionary<(string, string), Input<string>> { [("gitea-secrets", "password")] = "x" },
        });
    }
}
