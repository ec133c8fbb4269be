using K8tre.Components.Clusters;
using K8tre.Stacks;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings;

public sealed class PlatformSettingsTests
{
    private static SettingsDocument Settings => new();

    [Fact]
    public void What_is_left_out_takes_its_default()
    {
        var settings = Settings.Read();

        var environment = Assert.Single(settings.Environments);
        Assert.Equal(SshAuthentication.Agent, settings.Ssh.Authentication);
        Assert.Equal(TreEnvironment.Dev, environment.Environment);
        Assert.Equal("on-premise", Settings.Load().Targets[0].Region);
        Assert.Equal("10.42.0.0/16", environment.K3s!.PodCidr.ToString());
        Assert.Equal("10.43.0.0/16", environment.K3s!.ServiceCidr.ToString());
        Assert.Equal((22, "root"), (environment.K3s!.Servers[0].Port, environment.K3s!.Servers[0].User));
    }

    public static TheoryData<string, string, string> OneWrongValue => new()
    {
        { "vendor", "\"k3\"", "k8tre:platform.vendor is \"k3\"; allowed are k3s, azure, aws; write k3s" },
        { "vendor", "3", "k8tre:platform.vendor is 3; allowed are k3s, azure, aws" },
        { "name", "\"My TRE\"", $"k8tre:platform.name is \"My TRE\"; {Formats.DnsLabelHint}" },
        { "name", "7", "k8tre:platform.name is 7; write text, in quotes: '7'" },
        { "name", "null", "k8tre:platform.name is empty; write text" },
        {
            "gitOps",
            "\"main\"",
            "k8tre:platform.gitOps is \"main\"; write an object with the keys repoUrl, targetRevision, credential, userName, gitHubApp, "
            + "knownHosts"
        },
        {
            "gitOps.repoUrl",
            "\"http://git.example.org/a\"",
            $"k8tre:platform.gitOps.repoUrl is \"http://git.example.org/a\"; {Formats.GitUrlHint}"
        },
        { "gitOps.targetRevision", "\"a..b\"", $"k8tre:platform.gitOps.targetRevision is \"a..b\"; {Formats.GitRevisionHint}" },
        { "ssh", """{ "authentication": "key" }""", "k8tre:platform.ssh.authentication is \"key\"; allowed are agent, privateKey" },
        { "environments", "{}", "k8tre:platform.environments is an object; write a list" },
        { "environments", "[]", "k8tre:platform.environments holds 0; add an environment" },
        {
            "environments[0].environment",
            "\"prod\"",
            "k8tre:platform.environments[0].environment is \"prod\"; allowed are dev, stg, prd; write prd"
        },
        {
            "environments[0].environment",
            "\"Dev\"",
            "k8tre:platform.environments[0].environment is \"Dev\"; allowed are dev, stg, prd; write dev"
        },
        {
            "environments[0].externalDomain",
            "\"https://tre.example.org\"",
            $"k8tre:platform.environments[0].externalDomain is \"https://tre.example.org\"; {Formats.DomainNameHint}"
        },
        {
            "environments[0].externalDomain",
            "\"localhost\"",
            $"k8tre:platform.environments[0].externalDomain is \"localhost\"; {Formats.DomainNameHint}"
        },
        { "environments[0].region", "\"\"", $"k8tre:platform.environments[0].region is \"\"; {Formats.LabelValueHint}" },
        {
            "environments[0].skip",
            "[\"cert-manger\"]",
            "k8tre:platform.environments[0].skip[0] is \"cert-manger\"; allowed are cert-manager, cr8tor, external-secrets, gateway, "
            + "kare-dns, nginx; write cert-manager"
        },
        {
            "environments[0].k3s.nodeCidr",
            "\"192.0.2.7/24\"",
            "k8tre:platform.environments[0].k3s.nodeCidr is \"192.0.2.7/24\"; the address has bits after the /24 prefix; write 192.0.2.0/24"
        },
        {
            "environments[0].k3s.nodeCidr",
            "\"192.0.2.0\"",
            "k8tre:platform.environments[0].k3s.nodeCidr is \"192.0.2.0\"; write an IPv4 range in CIDR form, like 10.42.0.0/16"
        },
        {
            "environments[0].k3s.podCidr",
            "\"10.43.128.0/17\"",
            "k8tre:platform.environments[0].k3s.serviceCidr is 10.43.0.0/16 and overlaps podCidr 10.43.128.0/17; choose ranges that "
            + "share no address"
        },
        {
            "environments[0].k3s.podCidr",
            "\"10.42.0.0/25\"",
            "k8tre:platform.environments[0].k3s.podCidr is 10.42.0.0/25; every node takes a /24 of it: supply /24 or larger"
        },
        {
            "environments[0].k3s.serviceCidr",
            "\"10.43.0.0/28\"",
            "k8tre:platform.environments[0].k3s.serviceCidr is 10.43.0.0/28; supply /8 to /24"
        },
        {
            "environments[0].k3s.loadBalancerRange",
            "\"192.0.2.240/28\"",
            "k8tre:platform.environments[0].k3s.loadBalancerRange is \"192.0.2.240/28\"; write the first and the last IPv4 address "
            + "separated by a dash, like 192.0.2.240-192.0.2.250"
        },
        {
            "environments[0].k3s.loadBalancerRange",
            "\"192.0.2.250-192.0.2.240\"",
            "k8tre:platform.environments[0].k3s.loadBalancerRange is \"192.0.2.250-192.0.2.240\"; the first address is above the "
            + "last; write 192.0.2.240-192.0.2.250"
        },
        {
            "environments[0].k3s.loadBalancerRange",
            "\"192.0.2.240-192.0.3.1\"",
            "k8tre:platform.environments[0].k3s.loadBalancerRange is 192.0.2.240-192.0.3.1, outside nodeCidr 192.0.2.0/24; MetalLB can "
            + "use only addresses of the hosts' own network: choose some of those"
        },
        {
            "environments[0].k3s.servers[0].address",
            "\"192.0.2.245\"",
            "k8tre:platform.environments[0].k3s.servers[0].address is 192.0.2.245, inside loadBalancerRange 192.0.2.240-192.0.2.250; "
            + "exclude the host's address from the range"
        },
        {
            "environments[0].k3s.servers[0].address",
            "\"198.51.100.1\"",
            "k8tre:platform.environments[0].k3s.servers[0].address is 198.51.100.1, outside nodeCidr 192.0.2.0/24; correct one of them"
        },
        {
            "environments[0].k3s.servers[0].port",
            "70000",
            "k8tre:platform.environments[0].k3s.servers[0].port is 70000; supply 1 to 65535"
        },
        {
            "environments[0].k3s.servers[0].port",
            "\"22\"",
            "k8tre:platform.environments[0].k3s.servers[0].port is \"22\"; write a whole number"
        },
        {
            "environments[0].k3s.servers[0].user",
            "\"root; reboot\"",
            $"k8tre:platform.environments[0].k3s.servers[0].user is \"root; reboot\"; {Formats.UserNameHint}"
        },
    };

    [Theory, MemberData(nameof(OneWrongValue))]
    public void A_wrong_value_is_answered_with_key_value_and_what_to_write(string path, string json, string problem) =>
        Assert.Equal([problem], Settings.With(path, json).Problems());

    [Theory]
    [InlineData("ssh-ed25519")]
    [InlineData("ssh-dss AAAAB3NzaC1kc3M=")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAnzJPCwrOeXzWX6s+mpBiOm23kjbpNaS7feQPs64dTX")]
    [InlineData("ssh-ed25519 not-base64")]
    public void A_text_that_is_no_host_key_is_refused(string key)
    {
        var problem = Assert.Single(Settings.With("environments[0].k3s.servers[0].hostKey", $"\"{key}\"").Problems());

        Assert.StartsWith($"k8tre:platform.environments[0].k3s.servers[0].hostKey is \"{key}\"; ", problem, StringComparison.Ordinal);
    }

    // No supported SSH server signs with SHA-1, which is all that the command provider offers for such a key.
    [Fact]
    public void An_rsa_host_key_is_refused_with_the_key_to_write_instead()
    {
        const string key = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQC7";

        Assert.Equal(
            $"k8tre:platform.environments[0].k3s.servers[0].hostKey is \"{key}\"; an ssh-rsa key can't be pinned: servers have refused its "
            + "SHA-1 signatures since OpenSSH 8.8; write the host's /etc/ssh/ssh_host_ed25519_key.pub",
            Assert.Single(Settings.With("environments[0].k3s.servers[0].hostKey", $"\"{key}\"").Problems()));
    }

    [Fact]
    public void A_domain_longer_than_a_label_is_refused()
    {
        // 61 + 3 characters: DNS would take it, a label does not.
        var domain = $"{new string('a', 61)}.uk";

        Assert.Equal(
            [
                $"k8tre:platform.environments[0].externalDomain is \"{domain}\"; a label holds at most 63 characters; choose a shorter "
                + "domain",
            ],
            Settings.With("environments[0].externalDomain", $"\"{domain}\"").Problems());
    }

    [Fact]
    public void A_missing_setting_is_named() => Assert.Equal(
        ["k8tre:platform.environments[0].k3s.servers[0].address is missing; add it"],
        Settings.Without("environments[0].k3s.servers[0].address").Problems());

    [Fact]
    public void An_unknown_key_is_answered_with_the_nearest_known_one() => Assert.Equal(
        [
            "k8tre:platform.gitOps.repoURL is not a setting; known are repoUrl, targetRevision, credential, userName, gitHubApp, "
            + "knownHosts; write repoUrl",
        ],
        Settings.With("gitOps.repoURL", "\"x\"").Problems());

    [Fact]
    public void An_environment_written_twice_is_refused()
    {
        var problems = Settings.Twice("environments").Problems();

        Assert.Contains(
            "k8tre:platform.environments[1].environment is dev like k8tre:platform.environments[0]; Argo CD identifies clusters by "
            + "vendor and environment: write each once",
            problems);
    }

    [Fact]
    public void All_problems_are_reported_at_once_in_the_order_of_the_file()
    {
        var problems = Settings
            .With("colour", "\"red\"")
            .With("environments[0].environment", "\"prod\"")
            .With("environments[0].k3s.podCidr", "\"192.0.2.0/24\"")
            .With("environments[0].k3s.loadBalancerRange", "\"198.51.100.1-198.51.100.9\"")
            .Without("gitOps.targetRevision")
            .Problems();

        Assert.Equal(
            [
                "k8tre:platform.gitOps.targetRevision",
                "k8tre:platform.environments[0].environment",
                "k8tre:platform.colour",
                "k8tre:platform.environments[0].k3s.podCidr",
                "k8tre:platform.environments[0].k3s.loadBalancerRange",
            ],
            problems.Select(problem => problem.Split(' ')[0]));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("vendor")]
    [InlineData("gitOps")]
    [InlineData("ssh")]
    [InlineData("ssh.bastion")]
    [InlineData("ssh.bastion.hostKey")]
    [InlineData("environments")]
    [InlineData("environments[0]")]
    [InlineData("environments[0].environment")]
    [InlineData("environments[0].k3s")]
    [InlineData("waivers")]
    [InlineData("waivers[0]")]
    [InlineData("waivers[0].rule")]
    [InlineData("waivers[0].subject")]
    public void What_could_not_be_read_has_that_one_problem(string path)
    {
        var settings = Settings
            .With("environments[0].k3s.removeDataOf", "\"tre-dev\"")
            .With("environments[0].k3s.podSecurity", "\"privileged\"")
            .With("ssh", $$"""{ "bastion": { "address": "198.51.100.1", "hostKey": "{{SettingsDocument.HostKey}}" } }""")
            .With(
                "waivers",
                """[{ "rule": "podSecurity", "subject": "dev", "owner": "the team","""
                + """ "reason": "It has to be.", "expires": "2027-02-01" }]""")
            .With(path, "null");

        var problems = settings.Problems();

        Assert.StartsWith($"k8tre:platform.{path} is empty; ", problems[0], StringComparison.Ordinal);
        // Without the waiver its need is open, and without what needed it the waiver is idle.
        Assert.All(
            problems.Skip(1),
            problem => Assert.Matches("podSecurity is privileged|waives podSecurity for dev, where nothing needs it", problem));
    }

    [Fact]
    public void A_password_in_an_address_is_refused_and_not_repeated()
    {
        var problem = Assert.Single(Settings.With("gitOps.repoUrl", "\"https://me:hunter2@git.example.org/a.git\"").Problems());

        Assert.Contains("https://***@git.example.org/a.git", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_secret_is_answered_with_the_command_that_sets_it()
    {
        var problem = Assert.Single(Settings.With("ssh", """{ "authentication": "privateKey" }""").Problems());

        Assert.Equal(
            "k8tre:sshPrivateKey is not set, and k8tre:platform.ssh.authentication is privateKey; run: pulumi config set --secret "
            + "k8tre:sshPrivateKey < your-private-key",
            problem);
    }

    [Fact]
    public void A_secret_that_is_set_is_enough()
    {
        var secrets = new PlatformSecrets { SshPrivateKey = Output.CreateSecret("key") };

        var settings = Settings.With("ssh", """{ "authentication": "privateKey" }""").Load(secrets);

        Assert.Same(secrets.SshPrivateKey, settings.Secrets.SshPrivateKey);
    }

    [Theory]
    [InlineData(null, "k8tre:platform is not set; write it in the stack's file, as Pulumi.dev.yaml shows")]
    [InlineData("plain text", "k8tre:platform is text, not an object; write its settings below it, as Pulumi.dev.yaml shows")]
    public void A_platform_that_is_absent_or_no_object_is_refused(string? json, string message)
    {
        var error = Assert.Throws<SettingsException>(() => StackSettings.From(json, new(), SettingsDocument.Today));

        Assert.Equal(message, error.Message);
    }
}
