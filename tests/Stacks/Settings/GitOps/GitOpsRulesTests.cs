using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings.GitOps;

public sealed class GitOpsRulesTests
{
    private const string Management = "k8tre:platform.management";

    // Of a management cluster.
    private const string Keys =
        "nodeCidr, servers, agents, apiEndpoint, podCidr, podCidrV6, serviceCidr, serviceCidrV6, version, artefacts, registries, proxy, "
        + "snapshots, "
        + "podSecurity, podSecurityExemptions, installPackages, checkCapacity, drainTimeoutMinutes, forceDrain, "
        + "agentsAwayAtOnce, agentsAtOnce, applyGeneration, tokenGeneration, certificateGeneration, "
        + "secretsEncryption, encryptionKeyGeneration, takeSnapshot, restoreFrom, removeDataOf";

    private static SettingsDocument Settings => new();

    private static string K3s(string address) =>
        """{ "nodeCidr": "192.0.2.0/24","""
        + $$""" "servers": [ { "name": "hub", "address": "{{address}}", "hostKey": "{{SettingsDocument.HostKey}}" } ] }""";

    private static string Cluster(string address = "192.0.2.20") => $$"""{ "mode": "cluster", "k3s": {{K3s(address)}} }""";

    [Theory]
    [InlineData("https://git.example.org:8443/group/k8tre.git")]
    [InlineData("ssh://git@git.example.org:22/k8tre.git")]
    [InlineData("git@git.example.org:group/k8tre.git")]
    [InlineData("https://[2001:db8::1]/k8tre.git")]
    public void An_address_of_a_repository_is_taken(string address) => Assert.DoesNotContain(
        Settings.With("gitOps.repoUrl", $"\"{address}\"").Problems(),
        problem => problem.StartsWith("k8tre:platform.gitOps.repoUrl is ", StringComparison.Ordinal));

    [Theory]
    [InlineData("https://user:canary@git.example.org/k8tre.git")]
    [InlineData("ssh://user:canary@git.example.org/k8tre.git")]
    [InlineData("https://git.example.org:70000/k8tre.git")]
    [InlineData("https://git..example.org/k8tre.git")]
    [InlineData("https://-git.example.org/k8tre.git")]
    public void Another_address_is_refused_and_its_password_is_not_shown(string address)
    {
        var problem = Assert.Single(Settings.With("gitOps.repoUrl", $"\"{address}\"").Problems());

        Assert.StartsWith("k8tre:platform.gitOps.repoUrl is ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Argo_cd_runs_in_the_cluster_unless_the_settings_say_otherwise()
    {
        var management = Settings.Read().Management;

        Assert.Equal((ManagementMode.InCluster, "1"), (management.Mode, management.TokenGeneration));
        Assert.Empty(management.ApiGroups);
    }

    [Fact]
    public void A_management_cluster_serves_several_environments_or_none()
    {
        Assert.Empty(Settings.With("management", Cluster()).Problems());
        Assert.Empty(Settings.With("management", Cluster()).With("environments", "[]").With("argoCd", SettingsDocument.SignIn).Problems());
    }

    public static TheoryData<string, string> WrongManagement => new()
    {
        { """{ "mode": "hub" }""", $"{Management}.mode is \"hub\"; allowed are inCluster, cluster, stack, none" },
        { """{ "mode": "cluster" }""", $"{Management}.k3s is missing, and {Management}.mode is cluster; add the management cluster" },
        { """{ "mode": "cluster", "k3s": 3 }""", $"{Management}.k3s is 3; write an object with the keys {Keys}" },
        {
            $$"""{ "k3s": {{K3s("192.0.2.20")}} }""",
            $"{Management}.k3s is set, and {Management}.mode is inCluster; remove it, or write mode: cluster"
        },
        {
            """{ "stack": "tre/k8tre/hub" }""",
            $"{Management}.stack is set, and {Management}.mode is inCluster; remove it, or write mode: stack"
        },
        { """{ "tokenGeneration": "Two_2" }""", $"{Management}.tokenGeneration is \"Two_2\"; {Formats.DnsLabelHint}" },
        { """{ "tokenGeneration": 2 }""", $"{Management}.tokenGeneration is 2; write text, in quotes: '2'" },
        { """{ "apiGroups": ["*"] }""", $"{Management}.apiGroups[0] is \"*\"; write an API group of your own, like apps.example.org" },
    };

    [Theory, MemberData(nameof(WrongManagement))]
    public void A_wrong_management_is_answered_with_what_to_write(string management, string problem) =>
        Assert.Equal([problem], Settings.With("management", management).Problems());

    [Theory]
    [InlineData("hub")]
    [InlineData("k8tre/hub")]
    [InlineData("https://app.pulumi.com/tre/k8tre/hub")]
    public void A_stack_is_named_with_organization_and_project(string stack) => Assert.Equal(
        [$"{Management}.stack is \"{stack}\"; {Formats.StackNameHint}"],
        Settings.With("management", $$"""{ "mode": "stack", "stack": "{{stack}}" }""").Without("gitOps").Problems());

    [Fact]
    public void In_another_stacks_argo_cd_only_that_stack_says_what_is_read() => Assert.Equal(
        [$"k8tre:platform.gitOps is set, and {Management}.mode is stack; the repository is a setting of the other stack: remove it here"],
        Settings.With("management", """{ "mode": "stack", "stack": "tre/k8tre/hub" }""").Problems());

    [Fact]
    public void A_missing_repository_is_named_once() =>
        Assert.Equal(["k8tre:platform.gitOps is missing; add it"], Settings.Without("gitOps").Problems());

    [Fact]
    public void Two_environments_need_a_management_cluster()
    {
        var problems = Settings.Twice("environments").With("environments[1].environment", "\"stg\"").Problems();

        Assert.Contains(
            $"k8tre:platform.environments holds 2; Argo CD runs in the cluster of one environment: write one, or {Management}.mode: "
            + "cluster",
            problems);
    }

    [Fact]
    public void A_domain_a_host_and_an_address_belong_to_one_environment()
    {
        var problems = Settings
            .With("management", Cluster())
            .Twice("environments")
            .With("environments[1].environment", "\"stg\"")
            .Problems();

        Assert.Equal(
            [
                "k8tre:platform.environments[1].k3s.loadBalancerRange is 192.0.2.240-192.0.2.250 and shares addresses with "
                + "k8tre:platform.environments[0].k3s.loadBalancerRange 192.0.2.240-192.0.2.250; choose ranges that share no address",
                "k8tre:platform.environments[1].externalDomain is dev.tre.example.org like "
                + "k8tre:platform.environments[0].externalDomain; every environment needs a domain of its own",
                "k8tre:platform.environments[1].k3s.servers[0].address is 192.0.2.10 like "
                + "k8tre:platform.environments[0].k3s.servers[0].address; a host is a node of one cluster",
            ],
            problems.OrderByDescending(problem => problem.Contains("loadBalancerRange", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_host_of_the_management_cluster_is_not_one_of_an_environment() => Assert.Equal(
        [
            $"k8tre:platform.environments[0].k3s.servers[0].address is 192.0.2.10 like {Management}.k3s.servers[0].address; a host is a "
            + "node of one cluster",
        ],
        Settings.With("management", Cluster("192.0.2.10")).Problems());

    [Fact]
    public void Hosts_of_the_management_cluster_are_checked_like_all_others() => Assert.Equal(
        [$"{Management}.k3s.servers[0].address is 198.51.100.1, outside nodeCidr 192.0.2.0/24; correct one of them"],
        Settings.With("management", Cluster("198.51.100.1")).Problems());

    [Fact]
    public void An_environment_needs_addresses_for_its_load_balancer() => Assert.Equal(
        ["k8tre:platform.environments[0].k3s.loadBalancerRange is missing; add it"],
        Settings.Without("environments[0].k3s.loadBalancerRange").Problems());

    [Fact]
    public void A_management_cluster_takes_no_addresses_for_a_load_balancer() => Assert.Equal(
        [$"{Management}.k3s.loadBalancerRange is not a setting; known are {Keys}; write it in the k3s of an environment, or remove it"],
        Settings.With("management", Cluster()).With("management.k3s.loadBalancerRange", "\"192.0.2.200-192.0.2.210\"").Problems());

    [Fact]
    public void A_name_that_makes_the_management_clusters_name_too_long_is_refused()
    {
        // 22 + 11 characters: 33.
        var name = new string('a', 22);

        Assert.Equal(
            [$"k8tre:platform.name makes the management cluster's name '{name}-management', 33 characters; Cilium allows 32: shorten it"],
            Settings.With("name", $"\"{name}\"").With("management", Cluster()).Problems());
    }

    [Fact]
    public void A_stack_without_clusters_is_a_clouds() => Assert.Contains(
        "k8tre:platform.management.mode is none, which creates shared resources of a cloud; with vendor k3s write inCluster, cluster or "
        + "stack",
        new SettingsDocument().With("management", """{ "mode": "none" }""").Problems());
}
