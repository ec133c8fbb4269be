using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.PlanModel;
using K8tre.Tests.Stacks.Settings;
using static K8tre.Tests.Stacks.ChangedStack;

namespace K8tre.Tests.Stacks;

/// <summary>Clusters whose images come from the registry of their cloud need no public registry.</summary>
public sealed class MirrorEgressTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";

    private const string Firewall = "azure-native:network:FirewallPolicyRuleCollectionGroup";

    private const string Account = "{ username: robot, password: { secure: 'v1:canary' } }";

    private const string Credentials = $$"""k8tre:registryCredentials: { docker.io: {{Account}}, ghcr.io: {{Account}} }""";

    // The one of ghcr.io remains where Argo CD reads the chart of cr8tor's operator.
    private static readonly string[] Registries =
    [
        "quay.io", "registry-1.docker.io", "auth.docker.io", "docker.io", "index.docker.io", "public.ecr.aws", "ecr-public.aws.com",
        "registry.k8s.io", "*.pkg.dev",
    ];

    [Fact]
    public async Task On_Azure_the_firewall_allows_no_public_registry()
    {
        var plan = await AzureAsync();

        Assert.Empty(Names(plan, Firewall, "targetFqdns").Intersect(Registries));
        Assert.Equal("docker.io/*", (string?)Rule(plan, "docker-io")["sourceRepository"]);
    }

    [Fact]
    public async Task On_AWS_neither_DNS_nor_the_firewall_allows_a_public_registry()
    {
        var plan = await AwsAsync();

        Assert.Empty(Names(plan, "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "domains").Intersect(Registries));
        var firewall = string.Concat(plan.Resources.Where(resource => resource.Type == "aws:networkfirewall/ruleGroup:RuleGroup")
            .Select(resource => resource.Inputs.ToJsonString()));
        Assert.NotEmpty(firewall);
        Assert.All(Registries, registry => Assert.DoesNotContain($"\\u0022{registry}\\u0022", firewall, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_the_only_chart_of_a_registry_as_a_file_that_registry_is_closed_too()
    {
        using var chart = Artefacts.Chart("cr8tor-operator", "0.1.0-beta.2");
        var artefacts = $"artefacts: {{ k8treCharts: [{{ file: {chart.Path} }}] }}\n    vendor: azure";

        var open = await AzureAsync();
        var closed = await PlanAsync(
            "azure-dev", "addressSpace:", "registryAccounts: [docker.io, ghcr.io]\n      addressSpace:", secret: Credentials,
            changes: text => text.Replace("vendor: azure", artefacts, StringComparison.Ordinal));

        Assert.Contains("ghcr.io", Names(open, Firewall, "targetFqdns"));
        Assert.DoesNotContain("ghcr.io", Names(closed, Firewall, "targetFqdns"));
        var files = Only(closed, "kubernetes:core/v1:ConfigMap", "k8tre-dev-argocd-plugin-charts").Inputs;
        Assert.Equal(
            Convert.ToBase64String(await File.ReadAllBytesAsync(chart.Path)),
            (string?)files["binaryData"]!["cr8tor-operator-0.1.0-beta.2.tgz"]);
    }

    [Fact]
    public async Task Every_image_of_k8tre_has_a_mirror_on_both_clouds()
    {
        await AssertMirroredAsync(await AzureAsync(), "azure", "cr");
        await AssertMirroredAsync(await AwsAsync(), "aws", "111122223333.dkr.ecr.eu-west-2.amazonaws.com/k8tre/");
    }

    [Fact]
    public async Task Without_an_account_the_names_of_its_registry_stay()
    {
        var (azure, aws) = (
            await PlanAsync("azure-dev", "vendor: azure", "vendor: azure"), await PlanAsync("aws-dev", "vendor: aws", "vendor: aws"));

        var names = Names(azure, Firewall, "targetFqdns");
        Assert.Contains("registry-1.docker.io", names);
        Assert.DoesNotContain("quay.io", names);
        names = Names(aws, "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "domains");
        Assert.Contains("registry-1.docker.io", names);
        Assert.Contains("ghcr.io", names);
        Assert.DoesNotContain("quay.io", names);
        Assert.Contains("*.quay.io", names);
    }

    [Fact]
    public async Task Without_a_registry_nothing_is_closed_and_nothing_mirrored()
    {
        var plan = await PlanAsync("aws-dev", "aws:\n", "aws:\n      registry: false\n");

        Assert.Contains("quay.io", Names(plan, "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", "domains"));
        Assert.DoesNotContain(plan.Resources, resource => resource.Name == "k8tre-dev-argocd-plugin-mirrors");
        Assert.DoesNotContain("dkr.ecr", Only(plan, Release, "k8tre-dev-argocd").Inputs.ToJsonString());
    }

    [Fact]
    public async Task Nodes_wait_for_the_registry_and_may_copy_below_its_prefix_only()
    {
        var plan = await AwsAsync();

        var policy = Only(plan, "aws:iam/rolePolicy:RolePolicy", "k8tre-dev-nodes-role-copy-images");
        Assert.Contains("repository/k8tre/*", (string?)policy.Inputs["policy"], StringComparison.Ordinal);
        var cache = Only(plan, "aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "k8tre-registry-cache-docker-hub");
        Assert.All(
            plan.Resources.Where(resource => resource.Type == "aws:eks/nodeGroup:NodeGroup"),
            group => Assert.True(plan.ComesAfter(group, cache)));
    }

    [Fact]
    public async Task Copies_of_registries_with_an_account_sign_in()
    {
        var plan = await AwsAsync();

        Assert.Equal(
            ["docker.io", "ghcr.io"],
            plan.Resources.Where(resource => resource.Type == "aws:ecr/pullThroughCacheRule:PullThroughCacheRule"
                    && resource.Inputs["credentialArn"] is not null)
                .Select(resource => (string)resource.Inputs["upstreamRegistryUrl"]! is "registry-1.docker.io" ? "docker.io" : "ghcr.io")
                .Order(StringComparer.Ordinal));
    }

    private static Task<Plan> AzureAsync() =>
        PlanAsync("azure-dev", "addressSpace:", "registryAccounts: [docker.io, ghcr.io]\n      addressSpace:", secret: Credentials);

    private static Task<Plan> AwsAsync() =>
        PlanAsync("aws-dev", "aws:\n", "aws:\n      registryAccounts: [docker.io, ghcr.io]\n", secret: Credentials);

    private static JsonNode Rule(Plan plan, string name) =>
        Only(plan, "azure-native:containerregistry:CacheRule", $"k8tre-images-{name}").Inputs;

    private static string[] Names(Plan plan, string type, string key) =>
    [
        .. plan.Resources.Where(resource => resource.Type == type).SelectMany(resource => Texts(resource.Inputs, key))
            .Select(name => name.TrimEnd('.')),
    ];

    private static IEnumerable<string> Texts(JsonNode? node, string key) => node switch
    {
        JsonObject map => map.SelectMany(member => member.Key == key && member.Value is JsonArray names
            ? names.Select(name => (string)name!)
            : Texts(member.Value, key)),
        JsonArray list => list.SelectMany(item => Texts(item, key)),
        _ => [],
    };

    private static Task AssertMirroredAsync(Plan plan, string vendor, string address)
    {
        var lines = (string)plan.Resources.Single(resource => resource.Name == "k8tre-dev-argocd-plugin-mirrors").Inputs["data"]!["dev"]!;
        var mirrors = new ImageMirrors
        {
            Addresses = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
                .ToDictionary(fields => fields[0], fields => fields[1]),
        };
        Assert.All(
            ImageMirrorsTests.ImagesOf(vendor), image => Assert.StartsWith(address, mirrors.Mirrored(image), StringComparison.Ordinal));
        var argoCd = Only(plan, Release, "k8tre-dev-argocd").Inputs.ToJsonString();
        Assert.DoesNotContain("\"quay.io/", argoCd, StringComparison.Ordinal);
        Assert.DoesNotContain("\"ecr-public.aws.com/", argoCd, StringComparison.Ordinal);
        Assert.Contains(address, Only(plan, Release, "k8tre-dev-network-cilium").Inputs.ToJsonString());
        return Task.CompletedTask;
    }
}
