using System.Globalization;

namespace K8tre.Tests.Stacks.Settings;

public sealed class WaiverRulesTests
{
    private const string K3s = "environments[0].k3s";
    private const string Path = "k8tre:platform.environments[0].k3s";

    private static SettingsDocument Settings => new();

    private static SettingsDocument WithoutHostKey => Settings.WithFiveHosts().Without($"{K3s}.agents[0].hostKey");

    [Fact]
    public void A_host_without_a_public_key_needs_a_waiver()
    {
        Assert.Equal(
            [
                $"{Path}.agents[0].hostKey is not set, and any host could pretend to be this one and get the cluster's secrets; write "
                + "the host's public key, or add a waiver of the rule pinnedHostKey for the subject four to k8tre:platform.waivers",
            ],
            WithoutHostKey.Problems());
        Assert.Empty(WithoutHostKey.With("waivers", $"[{Waiver("pinnedHostKey", "four")}]").Problems());
    }

    [Fact]
    public void A_bastion_without_a_public_key_needs_a_waiver()
    {
        var settings = Settings.With("ssh", """{ "bastion": { "address": "198.51.100.1" } }""");

        Assert.Equal(
            [
                "k8tre:platform.ssh.bastion.hostKey is not set, and any host could pretend to be the bastion; write its public key, or "
                + "add a waiver of the rule pinnedHostKey for the subject bastion to k8tre:platform.waivers",
            ],
            settings.Problems());
        Assert.Empty(settings.With("waivers", $"[{Waiver("pinnedHostKey", "bastion")}]").Problems());
    }

    [Fact]
    public void Privileged_pods_need_a_waiver_of_the_environment()
    {
        var settings = Settings.With($"{K3s}.podSecurity", "\"privileged\"");

        Assert.Equal(
            [
                $"{Path}.podSecurity is privileged, and every pod could take over its host; write baseline, and name the namespaces "
                + "that need more in podSecurityExemptions, or add a waiver of the rule podSecurity for the subject dev to "
                + "k8tre:platform.waivers",
            ],
            settings.Problems());
        Assert.Empty(settings.With("waivers", $"[{Waiver("podSecurity", "dev")}]").Problems());
    }

    private static SettingsDocument Production => Settings.With("environments[0].environment", "\"prd\"");

    private static string NoSignIn(string subject) =>
        "k8tre:platform.argoCd.sso is not set, and people would share the built-in administrator of production's Argo CD; add it, or add a "
        + $"waiver of the rule signIn for the subject {subject} to k8tre:platform.waivers";

    [Fact]
    public void Production_without_sign_in_needs_a_waiver()
    {
        Assert.Equal([NoSignIn("prd")], Production.Problems());
        Assert.Empty(Production.With("waivers", $"[{Waiver("signIn", "prd")}]").Problems());
        Assert.Empty(Production.With("argoCd", SettingsDocument.SignIn).Problems());
        Assert.Empty(Settings.Problems());
    }

    [Theory]
    [InlineData("[]", "[]", true)]
    [InlineData("[]", """[{ "stack": "a/b/c", "vendor": "aws", "environments": ["stg"], "apiServers": ["10.9.0.0/24"] }]""", false)]
    [InlineData("[]", """[{ "stack": "a/b/c", "vendor": "aws", "environments": ["stg", "prd"], "apiServers": ["10.9.0.0/24"] }]""", true)]
    [InlineData(null, "[]", false)]
    public void A_management_cluster_of_production_without_sign_in_needs_a_waiver(string? environments, string stacks, bool isNeeded)
    {
        var settings = Settings.With(
            "management",
            $$"""
            {
              "mode": "cluster", "stacks": {{stacks}},
              "k3s": { "nodeCidr": "192.0.2.0/24", "servers": [{{SettingsDocument.Host("two", 11)}}] }
            }
            """);
        if (environments is not null)
            settings = settings.With("environments", environments);

        Assert.Equal(isNeeded ? [NoSignIn("management")] : [], settings.Problems());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(400)]
    public void A_waiver_holds_through_its_last_day(int daysLeft) =>
        Assert.Empty(WithoutHostKey.With("waivers", $"[{Waiver("pinnedHostKey", "four", daysLeft)}]").Problems());

    [Fact]
    public void A_waiver_ends_with_its_last_day() => Assert.Equal(
        [
            "k8tre:platform.waivers[0].expires is 2027-01-14, which has passed; solve the problem, or ask the network team for a new "
            + "decision",
        ],
        WithoutHostKey.With("waivers", $"[{Waiver("pinnedHostKey", "four", -1)}]").Problems());

    [Theory]
    [InlineData("pinnedHostKey", "five")]
    [InlineData("podSecurity", "four")]
    public void A_waiver_that_nothing_needs_is_refused_and_stands_for_nothing_else(string rule, string subject)
    {
        var problems = WithoutHostKey.With("waivers", $"[{Waiver(rule, subject)}]").Problems();

        Assert.Equal(2, problems.Count);
        Assert.StartsWith($"{Path}.agents[0].hostKey is not set, ", problems[0], StringComparison.Ordinal);
        Assert.Equal($"k8tre:platform.waivers[0] waives {rule} for {subject}, where nothing needs it; remove it", problems[1]);
    }

    [Theory]
    [InlineData(
        "rule",
        "\"hostKey\"",
        "rule is \"hostKey\"; allowed are pinnedHostKey, podSecurity, privateApi, egressFirewall, privateGateway, signIn")]
    [InlineData(
        "subject",
        "\"the agent\"",
        "subject is \"the agent\"; write 1 to 63 lower-case letters, digits and dashes, starting and ending with a letter or digit")]
    [InlineData("owner", "\"me\"", "owner is \"me\"; write the name of a person or a team")]
    [InlineData("reason", "\"because\"", "reason is \"because\"; write a sentence that an auditor understands")]
    [InlineData("expires", "\"31/03/2027\"", "expires is \"31/03/2027\"; write a day as year-month-day in quotes, like '2027-03-31'")]
    [InlineData("expires", "\"2027-3-31\"", "expires is \"2027-3-31\"; write a day as year-month-day in quotes, like '2027-03-31'")]
    [InlineData("expires", "null", "expires is empty; write a day as year-month-day in quotes, like '2027-03-31'")]
    [InlineData("expires", "2027", "expires is 2027; write a day as year-month-day in quotes, like '2027-03-31'")]
    public void A_wrong_value_in_a_waiver_is_answered_with_what_to_write(string key, string json, string problem) => Assert.Contains(
        $"k8tre:platform.waivers[0].{problem}",
        WithoutHostKey.With("waivers", $"[{Waiver("pinnedHostKey", "four")}]").With($"waivers[0].{key}", json).Problems());

    [Fact]
    public void A_host_key_that_could_not_be_read_is_no_missing_one()
    {
        var problem = Assert.Single(Settings.With($"{K3s}.servers[0].hostKey", "\"ssh-ed25519\"").Problems());

        Assert.StartsWith($"{Path}.servers[0].hostKey is \"ssh-ed25519\"; ", problem, StringComparison.Ordinal);
    }

    private static string Waiver(string rule, string subject, int daysLeft = 30) =>
        $$"""
        {
          "rule": "{{rule}}", "subject": "{{subject}}", "owner": "the network team", "reason": "The vendor replaces its key every night.",
          "expires": "{{SettingsDocument.Today.AddDays(daysLeft).ToString("O", CultureInfo.InvariantCulture)}}"
        }
        """;
}
