using K8tre.Components.Aws.Keys;
using K8tre.Components.GitOps.Sources;
using Pulumi.Aws.Ssm;

namespace K8tre.Tests.Aws.Keys;

public sealed class ParameterStoreTests
{
    private static readonly ParameterStore Valid = new() { Scope = AwsServices.Scope, Key = "arn:key", Prefix = "tre-dev" };

    [Fact]
    public async Task Every_source_secret_is_one_encrypted_parameter_of_JSON()
    {
        var graph = await OfAsync(Valid);

        Assert.Equal(
            SourceSecret.All.Select(secret => $"/tre-dev/{secret.Name} SecureString arn:key Standard").Order(StringComparer.Ordinal),
            graph.Names("aws:ssm/parameter:Parameter").Select(graph.Asked).Select(parameter =>
                $"{parameter["name"]} {parameter["type"]} {parameter["keyId"]} {parameter["tier"]}").Order(StringComparer.Ordinal));
        Assert.Equal(
            """{"database":"keycloak","password":"secrets-keycloak-db-secret-password-result","username":"keycloak-user"}""",
            (string?)graph.Asked("secrets-keycloak-db-secret")["value"]);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Values_are_secret_all_of_them()
    {
        var values = new List<Input<string>?>();
        await ResourceGraph.OfAsync(options =>
            new SourceSecrets("secrets", new() { Store = Valid }, options.Seeing<ParameterArgs>(args => values.Add(args.Value))));

        Assert.Equal(SourceSecret.All.Count, values.Count);
        Assert.DoesNotContain(false, await Task.WhenAll(values.Select(value => Output.IsSecretAsync(value.ToOutput()))));
    }

    [Fact]
    public async Task No_value_is_longer_than_a_standard_parameter_takes() => Assert.All(
        (await OfAsync(Valid)).Requests.Values.Where(request => request.Type == "aws:ssm/parameter:Parameter"),
        parameter => Assert.True(((string)parameter.Inputs["value"]).Length < 3 * 1024));

    [Fact]
    public async Task Without_a_prefix_names_are_those_that_the_store_of_K8TRE_asks_for()
    {
        ParameterStore plain = new() { Scope = Valid.Scope, Key = Valid.Key };

        Assert.Equal(("aws", null), (plain.Label, plain.Provider));
        Assert.Equal("gitea-secrets", (string?)(await OfAsync(plain)).Asked("secrets-gitea-secrets")["name"]);
        Assert.Equal("gitea-secrets", plain.NameInArns("gitea-secrets"));
    }

    [Fact]
    public async Task With_one_External_Secrets_learns_of_it_by_a_store_of_our_own()
    {
        Assert.Equal("aws", Valid.Label);
        Assert.Equal(
            """{"aws":{"prefix":"/tre-dev/","region":"eu-west-2","service":"ParameterStore"}}""",
            await OutputUtilities.GetValueAsync(Valid.Provider!));
        Assert.Equal("tre-dev/gitea-secrets", Valid.NameInArns("gitea-secrets"));
    }

    [Theory, InlineData(""), InlineData("a/b"), InlineData("tre dev")]
    public void A_prefix_that_would_be_several_words_is_refused(string prefix) =>
        Assert.Throws<ArgumentException>(() => new ParameterStore { Scope = Valid.Scope, Key = Valid.Key, Prefix = prefix });

    private static Task<ResourceGraph> OfAsync(ParameterStore store) =>
        ResourceGraph.OfAsync(options => new SourceSecrets("secrets", new() { Store = store }, options));
}
