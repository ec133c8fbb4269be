using K8tre.Components.GitOps;
using Pulumi.Random;

namespace K8tre.Tests.GitOps;

public sealed class SourceSecretsTests
{
    // What the ExternalSecrets of k8tre/k8tre at d9ff2e1 read, by store entry.
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
            ["mysql-rfam-public-username", "mysql-rfam-public-password", "postgresql-pgsqldb-lth-username", "postgresql-pgsqldb-lth-password"],
        ["opal-resource-db-secret"] = ["username", "password", "database"],
        ["datashield-secrets"] = ["opal-administrator-password"],
        ["observability-grafana-secret"] = ["grafana-admin-user", "grafana-admin-password"],
        ["gitea-oidc-client"] = ["client-id", "client-secret"],
    };

    private static Task<ResourceGraph> SecretsAsync() => ResourceGraph.OfAsync(options => new SourceSecrets("secrets", options));

    [Fact]
    public async Task The_fifteen_secrets_have_the_names_and_keys_that_k8tre_reads()
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
    public async Task All_lie_in_the_namespace_that_the_store_reads()
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

        // Two digits a byte.
        Assert.Equal(32.0, graph.Requests[$"secrets-{name}"].Inputs["length"]);
        Assert.Contains(graph.All<RandomBytes>(), bytes => bytes.GetResourceName() == $"secrets-{name}");
    }

    [Fact]
    public async Task An_access_key_is_twenty_upper_case_letters_and_digits()
    {
        var request = (await SecretsAsync()).Requests["secrets-seaweedfs-s3-credentials-access-key"];

        // Four letters stand in front.
        Assert.Equal(16.0, request.Inputs["length"]);
        Assert.Equal((false, false), (request.Inputs["lower"], request.Inputs["special"]));
    }
}
