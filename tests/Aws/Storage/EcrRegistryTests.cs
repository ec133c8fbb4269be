using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.Components.Aws.Storage;
using Pulumi.Aws.SecretsManager;

namespace K8tre.Tests.Aws.Storage;

public sealed class EcrRegistryTests
{
    private static readonly EcrRegistryArgs Valid = new()
    {
        Scope = AwsHelpers.Scope,
        Prefix = "tre",
        Key = "arn:key",
        Own = ["desktop"],
    };

    private static RegistryAccount Account => new(RegistryCredentials.At(
        Output.CreateSecret("""{"docker.io":{"username":"robot","password":"t0ken"}}"""), "docker.io"));

    [Fact]
    public async Task Registries_that_want_no_login_are_copied_from()
    {
        var graph = await OfAsync(Valid);

        var rules = graph.Names("aws:ecr/pullThroughCacheRule:PullThroughCacheRule").Select(graph.Asked).ToArray();
        Assert.Equal(
            ["tre/ecr-public public.ecr.aws", "tre/kubernetes registry.k8s.io", "tre/quay quay.io"],
            rules.Select(rule => $"{rule["ecrRepositoryPrefix"]} {rule["upstreamRegistryUrl"]}").Order(StringComparer.Ordinal));
        Assert.All(rules, rule => Assert.Null(rule["credentialArn"]));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task A_login_is_kept_where_ECR_looks_for_it_and_stays_secret()
    {
        var values = new List<Input<string>?>();
        var graph = await ResourceGraph.OfAsync(options => new EcrRegistry(
            "images", Valid with
            {
                DockerHub = Account,
            }, options.Seeing<SecretVersionArgs>(args => values.Add(args.SecretString))));

        Assert.Equal("ecr-pullthroughcache/tre-docker-hub", (string?)graph.Asked("images-cache-docker-hub-login")["name"]);
        // Secrets Manager keeps the name of a deleted secret for that time.
        Assert.Equal(0, (double)graph.Asked("images-cache-docker-hub-login")["recoveryWindowInDays"]!);
        Assert.Equal("arn:images-cache-docker-hub-login", await OutputUtilities.GetValueAsync(graph.Single<Secret>().Arn));
        Assert.Equal(
            """{"username":"robot","accessToken":"t0ken"}""", (string?)graph.Asked("images-cache-docker-hub-login-value")["secretString"]);
        Assert.True(await Output.IsSecretAsync(Assert.Single(values).ToOutput()));
        Assert.Equal("registry-1.docker.io", (string?)graph.Asked("images-cache-docker-hub")["upstreamRegistryUrl"]);
    }

    [Fact]
    public async Task Repositories_made_for_copies_are_as_ours_are()
    {
        var graph = await OfAsync(Valid);

        var (template, own) = (
            graph.Requests.Values.Single(request => request.Type!.EndsWith("RepositoryCreationTemplate", StringComparison.Ordinal)),
            graph.Asked("images-desktop"));
        Assert.Equal(
            ("tre", "IMMUTABLE", "arn:images-cache-role"),
            (template.Inputs["prefix"], template.Inputs["imageTagMutability"], template.Inputs["customRoleArn"]));
        Assert.Equal("""[{"encryptionType":"KMS","kmsKey":"arn:key"}]""", Json.Of(template.Inputs["encryptionConfigurations"]).Sorted());
        Assert.Equal(
            ("tre/desktop", "IMMUTABLE", true),
            ((string?)own["name"], (string?)own["imageTagMutability"], (bool)own.At("imageScanningConfiguration.scanOnPush")!));
        Assert.Equal("""[{"encryptionType":"KMS","kmsKey":"arn:key"}]""", own["encryptionConfigurations"].Sorted());
        Assert.Equal((string)template.Inputs["lifecyclePolicy"], (string?)graph.Asked("images-desktop-lifecycle")["policy"]);
        Assert.Equal("untagged", (string?)JsonNode.Parse((string)template.Inputs["lifecyclePolicy"]).At("rules.0.selection.tagStatus"));
    }

    [Theory, InlineData(false, "BASIC", "SCAN_ON_PUSH"), InlineData(true, "ENHANCED", "CONTINUOUS_SCAN")]
    public async Task Every_image_is_scanned(bool isContinuous, string type, string frequency)
    {
        var scanning = (await OfAsync(Valid with { IsScannedContinuously = isContinuous })).Asked("images-scanning");

        Assert.Equal(
            (type, frequency, "*"),
            (
                (string?)scanning["scanType"],
                (string?)scanning.At("rules.0.scanFrequency"),
                (string?)scanning.At("rules.0.repositoryFilters.0.filter")));
    }

    [Fact]
    public async Task It_says_where_copies_are_to_be_had()
    {
        EcrRegistry? registry = null;
        await ResourceGraph.OfAsync(
            options => registry = new EcrRegistry("images", Valid with { GitHub = Account }, options));

        var caches = registry!.Caches.Addresses;
        Assert.Equal("123456789012.dkr.ecr.eu-west-2.amazonaws.com/tre/quay", caches["quay.io"]);
        Assert.Equal(["ghcr.io", "public.ecr.aws", "quay.io", "registry.k8s.io"], caches.Keys.Order(StringComparer.Ordinal));
    }

    [Theory, InlineData("t"), InlineData("a-platform-of-a-long-name")]
    public void A_prefix_that_ECR_would_not_take_is_refused(string prefix) =>
        Assert.Throws<ArgumentException>(() => Valid with { Prefix = prefix });

    private static Task<ResourceGraph> OfAsync(EcrRegistryArgs args) =>
        ResourceGraph.OfAsync(options => new EcrRegistry("images", args, options));
}
