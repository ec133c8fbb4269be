using System.Net;
using K8tre.Components;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings.K3s;

public sealed class K3sRulesTests
{
    private const string K3s = "environments[0].k3s";
    private const string Path = "k8tre:platform.environments[0].k3s";
    private const string Instead =
        ": write one, three or five, and keep the entry of a lost server, with lost: true, until its replacement is there";

    private const string Share = "write a number from 1 to 50, or a share of the agents from 1% to 100%, like 25%";
    private const string Hash = "4fc82b26aecb47d2868c4efbe3581732a3e7cbcc6c2efb32062c08170a05eeb8";

    private static SettingsDocument Settings => new();

    public static TheoryData<string, string, string> OneWrongValue => new()
    {
        // Ranges
        { "nodeCidr", "\"10.42.0.0/15\"", "servers[0].address is 192.0.2.11, outside nodeCidr 10.42.0.0/15; correct one of them" },
        { "nodeCidr", "null", "nodeCidr is empty; write text" },
        {
            "podCidr",
            "\"192.0.0.0/16\"",
            "podCidr is 192.0.0.0/16 and overlaps nodeCidr 192.0.2.0/24; choose ranges that share no address"
        },
        { "podCidr", "\"10.0.0.0/8\"", "serviceCidr is 10.43.0.0/16 and overlaps podCidr 10.0.0.0/8; choose ranges that share no address" },
        {
            "podCidr",
            "\"10.42.0.0/22\"",
            "podCidr is 10.42.0.0/22; every node takes a /24 of it, which makes 4, and there are 5 nodes: supply a larger range"
        },
        { "podCidr", "\"10.42.0.0/25\"", "podCidr is 10.42.0.0/25; every node takes a /24 of it: supply /24 or larger" },
        { "serviceCidr", "\"8.0.0.0/7\"", "serviceCidr is 8.0.0.0/7; supply /8 to /24" },
        { "serviceCidr", "\"10.43.0.0/25\"", "serviceCidr is 10.43.0.0/25; supply /8 to /24" },
        {
            "loadBalancerRange",
            "\"198.51.100.1-198.51.100.9\"",
            "loadBalancerRange is 198.51.100.1-198.51.100.9, outside nodeCidr 192.0.2.0/24; MetalLB can use only addresses of the "
            + "hosts' own network: choose some of those"
        },
        {
            "loadBalancerRange",
            "\"192.0.2.9-192.0.2.10\"",
            "apiEndpoint.address is 192.0.2.10, inside loadBalancerRange 192.0.2.9-192.0.2.10; choose another address, or exclude it "
            + "from the range"
        },
        {
            "loadBalancerRange",
            "\"192.0.2.22-192.0.2.30\"",
            "agents[1].address is 192.0.2.22, inside loadBalancerRange 192.0.2.22-192.0.2.30; exclude the host's address from the range"
        },
        {
            "loadBalancerRange",
            "\"192.0.2.240-192.0.2.241\"",
            "loadBalancerRange is 192.0.2.240-192.0.2.241, 2 address(es); K8TRE has 3 Services that each need one "
            + "(gateway/cilium-gateway-internal-gateway, ingress-nginx/ingress-nginx-controller, kare-dns/kare-dns-coredns): supply at "
            + "least 3"
        },
        {
            "resolver",
            "\"dns.example.org\"",
            "resolver is dns.example.org; write the IPv4 address of a DNS resolver that pods reach, like 192.0.2.53"
        },
        {
            "resolver",
            "\"127.0.0.53\"",
            "resolver is 127.0.0.53; write the IPv4 address of a DNS resolver that pods reach, like 192.0.2.53"
        },
        {
            "resolver",
            "\"10.43.0.10\"",
            "resolver is 10.43.0.10, inside the cluster's own ranges; write the address of a resolver outside the cluster"
        },
        // Encryption of Secrets
        {
            "version",
            "\"v1.32.3+k3s1\"",
            "secretsEncryption.provider is secretbox, and K3s v1.32.3+k3s1 has only aescbc; write aescbc until version is v1.33.0+k3s1 or "
            + "newer"
        },
        {
            "secretsEncryption",
            $$"""{ "kms": { "sha256": "{{Hash}}" } }""",
            "secretsEncryption.kms has no program; write url, or path for a program that is on every server"
        },
        {
            "secretsEncryption",
            $$"""{ "kms": { "sha256": "{{Hash}}", "url": "https://example.org/plugin", "path": "/opt/plugin" } }""",
            "secretsEncryption.kms.url is set, and path is set too; write one of them"
        },
        {
            "secretsEncryption",
            $$"""{ "kms": { "sha256": "{{Hash}}", "path": "/opt/plugin", "arguments": ["--a\nb"] } }""",
            "secretsEncryption.kms.arguments[0] has a line break; write it on one line"
        },
        // The second family
        { "podCidrV6", "\"10.44.0.0/16\"", "podCidrV6 is \"10.44.0.0/16\"; write an IPv6 range in CIDR form, like fd42::/112" },
        { "podCidrV6", "\"fd42::1/112\"", "podCidrV6 is \"fd42::1/112\"; write an IPv6 range in CIDR form, like fd42::/112" },
        {
            "servers[0].addressV6",
            "\"2001:db8::11\"",
            "servers[0].addressV6 is 2001:db8::11, and the cluster has no IPv6 ranges; add podCidrV6 and serviceCidrV6, or remove it"
        },
        // The API's address
        {
            "apiEndpoint.address",
            "\"192.0.2.11\"",
            "apiEndpoint.address is 192.0.2.11 like k8tre:platform.environments[0].k3s.servers[0].address; choose an address that no "
            + "host has, so that it outlives each host"
        },
        {
            "apiEndpoint.address",
            "\"192.0.2.245\"",
            "apiEndpoint.address is 192.0.2.245, inside loadBalancerRange 192.0.2.240-192.0.2.250; choose another address, or exclude "
            + "it from the range"
        },
        {
            "apiEndpoint.address",
            "\"198.51.100.10\"",
            "apiEndpoint.address is 198.51.100.10, outside nodeCidr 192.0.2.0/24; kube-vip can use only addresses of the hosts' own "
            + "network: choose one of those"
        },
        {
            "apiEndpoint.address",
            "\"api.tre.example.org\"",
            "apiEndpoint.address is api.tre.example.org; kube-vip needs an IP address: write that"
        },
        { "apiEndpoint.address", "\"192.0.2.010\"", $"apiEndpoint.address is 192.0.2.010; {Formats.IPv4Hint}" },
        { "servers[0].address", "\"192.0.2.11:22\"", $"servers[0].address is \"192.0.2.11:22\"; {Formats.HostAddressHint}" },
        { "apiEndpoint.address", "\"https://api\"", $"apiEndpoint.address is \"https://api\"; {Formats.HostAddressHint}" },
        {
            "apiEndpoint",
            """{ "address": "10.43.0.1" }""",
            "apiEndpoint.address is 10.43.0.1, inside serviceCidr 10.43.0.0/16; nodes reach the API server before the cluster's network "
            + "exists: choose an address outside it"
        },
        {
            "apiEndpoint",
            """{ "address": "10.42.7.1" }""",
            "apiEndpoint.address is 10.42.7.1, inside podCidr 10.42.0.0/16; nodes reach the API server before the cluster's network "
            + "exists: choose an address outside it"
        },
        {
            "apiEndpoint.virtualInterface",
            "\"eth0; reboot\"",
            $"apiEndpoint.virtualInterface is \"eth0; reboot\"; {Formats.InterfaceNameHint}"
        },
        // Hosts
        {
            "agents[0].name",
            "\"one\"",
            "agents[0].name is one like k8tre:platform.environments[0].k3s.servers[0].name; every node needs a name of its own, and a "
            + "host is either a server or an agent"
        },
        {
            "agents[0].address",
            "\"192.0.2.12\"",
            "agents[0].address is 192.0.2.12 like k8tre:platform.environments[0].k3s.servers[1].address; every node is a host of its own"
        },
        {
            "servers[2].address",
            "\"192.0.2.013\"",
            "servers[2].address is 192.0.2.013; write an IPv4 address as four numbers without leading zeros"
        },
        {
            "servers[2].address",
            "\"192.0.2\"",
            "servers[2].address is 192.0.2; write an IPv4 address as four numbers without leading zeros"
        },
        {
            "servers[2].address",
            "\"198.51.100.1\"",
            "servers[2].address is 198.51.100.1, outside nodeCidr 192.0.2.0/24; correct one of them"
        },
        {
            "servers[2].address",
            "\"2001:db8::11\"",
            "servers[2].address is 2001:db8::11, outside nodeCidr 192.0.2.0/24; correct one of them"
        },
        {
            "servers[0].port",
            "6443",
            "servers[0].port is 6443, a port of the cluster itself; configure the host's SSH server to use another port"
        },
        {
            "agents[0].port",
            "10250",
            "agents[0].port is 10250, a port of the cluster itself; configure the host's SSH server to use another port"
        },
        { "agents[0].labels", """["zone"]""", $"agents[0].labels[0] is \"zone\"; {Formats.NodeLabelHint}" },
        { "agents[0].labels", """["zone=a\n"]""", $"agents[0].labels[0] is \"zone=a\\u000a\"; {Formats.NodeLabelHint}" },
        {
            "agents[0].labels",
            """["zone=a", "zone=b"]""",
            "agents[0].labels[1] is zone like k8tre:platform.environments[0].k3s.agents[0].labels[0]; a node has one value of a label"
        },
        {
            "agents[0].labels",
            """["node-role.kubernetes.io/worker=true"]""",
            "agents[0].labels[0] is \"node-role.kubernetes.io/worker=true\"; of the labels in kubernetes.io and k8s.io, the kubelet "
            + "allows only topology.kubernetes.io/region, topology.kubernetes.io/zone, node.kubernetes.io/instance-type: choose another"
        },
        {
            "agents[0].labels",
            """["k8s.io/a=b"]""",
            "agents[0].labels[0] is \"k8s.io/a=b\"; of the labels in kubernetes.io and k8s.io, the kubelet allows only "
            + "topology.kubernetes.io/region, topology.kubernetes.io/zone, node.kubernetes.io/instance-type: choose another"
        },
        { "agents[0].taints", """["gpu=true:Never"]""", $"agents[0].taints[0] is \"gpu=true:Never\"; {Formats.NodeTaintHint}" },
        {
            "agents[0].taints",
            """["gpu=a:NoSchedule", "gpu=b:NoSchedule"]""",
            "agents[0].taints[1] is gpu:NoSchedule like k8tre:platform.environments[0].k3s.agents[0].taints[0]; a node has one taint of "
            + "a key and effect"
        },
        { "agents[0].disks", """["data"]""", $"agents[0].disks[0] is \"data\"; {Formats.AbsolutePathHint}" },
        { "agents[0].disks", """["/srv/a b"]""", $"agents[0].disks[0] is \"/srv/a b\"; {Formats.AbsolutePathHint}" },
        {
            "agents[0].disks",
            """["/srv/a", "/srv/a"]""",
            "agents[0].disks[1] is /srv/a like k8tre:platform.environments[0].k3s.agents[0].disks[0]; write each folder once"
        },
        // The release
        { "volumeBackups", "{}", "volumeBackups is set, and snapshots.s3 is not; backups go to that bucket: add it" },
        { "version", "\"1.35.4\"", $"version is \"1.35.4\"; {Formats.K3sVersionHint}" },
        {
            "artefacts",
            """{ "mirror": "https://mirror.example.org/k3s" }""",
            $"artefacts.mirror is \"https://mirror.example.org/k3s\"; {Formats.HttpsFolderHint}"
        },
        {
            "artefacts",
            """{ "mirror": "http://mirror.example.org/k3s/" }""",
            $"artefacts.mirror is \"http://mirror.example.org/k3s/\"; {Formats.HttpsFolderHint}"
        },
        { "artefacts", """{ "sha256": "ABC" }""", $"artefacts.sha256 is \"ABC\"; {Formats.Sha256Hint}" },
        {
            "artefacts",
            $$"""{ "file": "no-such-file", "sha256": "{{Hash}}" }""",
            $"artefacts.file is no-such-file, which does not exist; put the file of {Versions.K3s.Version} beside Pulumi.yaml, or "
            + "correct the path"
        },
        // Images, proxy, snapshots
        {
            "registries",
            """{ "mirrors": [ { "registry": "docker.io", "endpoints": ["http://mirror.example.org"] } ] }""",
            $"registries.mirrors[0].endpoints[0] is \"http://mirror.example.org\"; {Formats.HttpsUrlHint}"
        },
        {
            "registries",
            """{ "mirrors": [ { "registry": "https://docker.io", "endpoints": ["https://mirror.example.org"] } ] }""",
            $"registries.mirrors[0].registry is \"https://docker.io\"; {Formats.RegistryHint}"
        },
        {
            "registries",
            """{ "mirrors": [ { "registry": "docker.io", "endpoints": ["https://a"] },"""
            + """ { "registry": "docker.io", "endpoints": ["https://b"] } ] }""",
            "registries.mirrors[1].registry is docker.io like k8tre:platform.environments[0].k3s.registries.mirrors[0].registry; write "
            + "its endpoints in one list"
        },
        {
            "proxy",
            """{ "url": "http://me:pass@proxy.example.org:3128" }""",
            $"proxy.url is \"http://***@proxy.example.org:3128\"; {Formats.ProxyUrlHint}"
        },
        {
            "proxy",
            """{ "url": "http://proxy.example.org:3128", "direct": ["a b"] }""",
            $"proxy.direct[0] is \"a b\"; {Formats.ProxyExceptionHint}"
        },
        { "snapshots", """{ "schedule": "daily" }""", $"snapshots.schedule is \"daily\"; {Formats.CronHint}" },
        { "snapshots", """{ "retention": 0 }""", "snapshots.retention is 0; supply 1 to 1000" },
        // What happens in the cluster
        {
            "podSecurity",
            "\"restricted\"",
            "podSecurity is restricted, and K8TRE's pods in backend, cr8tor, gateway, gitea, jupyterhub, kare-dns, keycloak and in the "
            + "namespaces of projects are not: they would not start; write baseline"
        },
        { "podSecurity", "\"strict\"", "podSecurity is \"strict\"; allowed are baseline, restricted, privileged" },
        { "podSecurityExemptions", """["Kube_System"]""", $"podSecurityExemptions[0] is \"Kube_System\"; {Formats.DnsLabelHint}" },
        {
            "nfsExports",
            """[ { "name": "a", "server": "192.0.2.5", "path": "/a" }, { "name": "a", "server": "192.0.2.5", "path": "/b" } ]""",
            "nfsExports[1].name is a like k8tre:platform.environments[0].k3s.nfsExports[0].name; every volume needs a name of its own"
        },
        { "drainTimeoutMinutes", "0", "drainTimeoutMinutes is 0; supply 1 to 240" },
        { "servers[0].gpu", "true", "servers[0].gpu is true, and servers run no workloads with GPUs; write it for an agent" },
        { "agentsAwayAtOnce", "0", $"agentsAwayAtOnce is 0; {Share}" },
        { "agentsAwayAtOnce", "1.5", $"agentsAwayAtOnce is 1.5; {Share}" },
        { "agentsAwayAtOnce", "\"101%\"", $"agentsAwayAtOnce is \"101%\"; {Share}" },
        { "agentsAwayAtOnce", "true", "agentsAwayAtOnce is true; write a number, or a share like 25%" },
        { "agentsAtOnce", "51", "agentsAtOnce is 51; supply 1 to 50; K3s recommends no more" },
        { "takeSnapshot", "\"Before upgrade\"", $"takeSnapshot is \"Before upgrade\"; {Formats.DnsLabelHint}" },
        { "restoreFrom", "\"snapshot\"", $"restoreFrom is \"snapshot\"; {Formats.AbsolutePathHint}" },
        {
            "removeDataOf",
            "\"other-dev\"",
            "removeDataOf is other-dev; write tre-dev to delete the data of removed nodes, or remove it to keep the data"
        },
    };

    [Theory, MemberData(nameof(OneWrongValue))]
    public void A_wrong_value_is_answered_with_key_value_and_what_to_write(string key, string json, string problem)
    {
        var problems = Settings.WithFiveHosts().With($"{K3s}.{key}", json).Problems();

        Assert.Contains($"{Path}.{problem}", problems);
        // Other ranges and addresses that the change puts in the wrong are said too, and nothing else.
        Assert.All(problems, found => Assert.True(found == $"{Path}.{problem}" || key is "nodeCidr" or "loadBalancerRange", found));
    }

    [Fact]
    public void A_platform_of_five_hosts_has_no_problems() => Assert.Empty(Settings.WithFiveHosts().Problems());

    [Theory]
    [InlineData(1, 0, null)]
    [InlineData(2, 0, "holds 2; etcd needs a majority of its servers, so 2 are no safer than 1" + Instead)]
    [InlineData(3, 0, null)]
    [InlineData(4, 0, "holds 4; etcd needs a majority of its servers, so 4 are no safer than 3" + Instead)]
    [InlineData(5, 0, null)]
    [InlineData(7, 0, "holds 7; etcd needs a majority of its servers, so 7 are no safer than 5" + Instead)]
    // A lost one still stands there, alone or beside the one that replaces it.
    [InlineData(3, 1, null)]
    [InlineData(4, 1, null)]
    [InlineData(5, 2, null)]
    [InlineData(6, 2, "holds 6, 2 of them lost; etcd needs a majority of its servers, so 6 are no safer than 5" + Instead)]
    [InlineData(3, 3, "are all lost; add a host, and restore a snapshot there as docs/guides/on-premise.md describes")]
    public void Servers_are_one_three_or_five_counted_with_or_without_lost_ones(int servers, int lost, string? problem)
    {
        var hosts = Enumerable.Range(0, servers).Select(number => SettingsDocument.Host($"s{number}", 100 + number, number < lost));

        var problems = Settings.WithFiveHosts().With($"{K3s}.servers", $"[{string.Join(',', hosts)}]").Problems();

        Assert.Equal(problem is null ? [] : [$"{Path}.servers {problem}"], problems);
    }

    [Fact]
    public void A_cluster_needs_a_host_that_takes_ordinary_pods()
    {
        var settings = Settings.With($"{K3s}.servers[0].taints", """["dedicated=control-plane:NoSchedule"]""");

        Assert.Equal(
            [
                $"{Path}.servers and agents all have a taint with NoSchedule or NoExecute, and pods without tolerations, such as those of "
                + "Argo CD and K8TRE, run on none of them; remove the taint of a host, or add an agent without one",
            ],
            settings.Problems());
        Assert.Empty(settings.With($"{K3s}.agents", $"[{SettingsDocument.Host("four", 21)}]").Problems());
        // A lost host runs nothing.
        Assert.NotEmpty(settings.With($"{K3s}.agents", $"[{SettingsDocument.Host("four", 21, isLost: true)}]").Problems());
    }

    [Fact]
    public void Disks_of_a_host_that_longhorn_does_not_run_on_are_refused() => Assert.Equal(
        [
            $"{Path}.agents[0].disks is /srv/a, and the host has taints that Longhorn's pods do not tolerate: gpu=a:NoSchedule; remove "
            + "the disks, or the taints",
        ],
        Settings.WithFiveHosts()
            .With($"{K3s}.agents[0].disks", """["/srv/a"]""")
            .With($"{K3s}.agents[0].taints", """["gpu=a:NoSchedule"]""")
            .Problems());

    // 29 and 4 characters: 33.
    [Theory, InlineData(false), InlineData(true)]
    public void A_name_that_makes_the_clusters_name_too_long_for_cilium_is_refused(bool onAzure)
    {
        var (settings, name) = (onAzure ? Settings.OnAzure() : Settings, new string('a', 29));

        Assert.Equal(
            [
                $"k8tre:platform.environments[0].environment makes the cluster's name '{name}-dev', 33 characters; Cilium allows 32: "
                + "shorten k8tre:platform.name",
            ],
            settings.With("name", $"\"{name}\"").Problems());
        Assert.Empty(settings.With("name", $"\"{name[1..]}\"").Problems());
    }

    [Fact]
    public void Several_servers_need_an_address_that_outlives_each() => Assert.Equal(
        [
            $"{Path}.apiEndpoint is not set, and there are several servers; write an address that reaches any of them: a free one for "
            + "kube-vip, or your load balancer's",
        ],
        Settings.WithFiveHosts().Without($"{K3s}.apiEndpoint").Problems());

    [Fact]
    public void A_load_balancer_of_ones_own_may_have_a_name_or_an_address_elsewhere()
    {
        Assert.Empty(Settings.WithFiveHosts().With($"{K3s}.apiEndpoint", """{ "address": "api.tre.example.org" }""").Problems());
        Assert.Empty(Settings.WithFiveHosts().With($"{K3s}.apiEndpoint", """{ "address": "198.51.100.10" }""").Problems());
    }

    [Theory]
    [InlineData("topology.kubernetes.io/zone=a")]
    [InlineData("node.kubernetes.io/instance-type=gpu")]
    [InlineData("example.org/tier=")]
    [InlineData("notkubernetes.io/a=b")]
    public void Labels_that_a_kubelet_takes_are_taken(string label) =>
        Assert.Empty(Settings.WithFiveHosts().With($"{K3s}.agents[0].labels", $"[\"{label}\"]").Problems());

    public static TheoryData<string, string, string> OneWrongValueOfTheSecondFamily => new()
    {
        {
            "podCidrV6",
            "\"fd42::/56\"",
            "podCidrV6 is fd42::/56; every node takes a /120 of it, and Cilium allows at most 65536: supply /104 to /112"
        },
        {
            "podCidrV6",
            "\"fd42::/113\"",
            "podCidrV6 is fd42::/113; every node takes a /120 of it, and Cilium allows at most 65536: supply /104 to /112"
        },
        { "serviceCidrV6", "\"fd43::/63\"", "serviceCidrV6 is fd43::/63; supply /64 to /124" },
        {
            "serviceCidrV6",
            "\"fd42::/108\"",
            "serviceCidrV6 is fd42::/108 and overlaps podCidrV6 fd42::/112; choose ranges that share no address"
        },
        {
            "servers[0].addressV6",
            "\"192.0.2.11\"",
            "servers[0].addressV6 is 192.0.2.11, and the cluster has IPv6 ranges; write the host's IPv6 address"
        },
        {
            "servers[0].addressV6",
            "\"fd42::11\"",
            "servers[0].addressV6 is fd42::11, inside the cluster's own IPv6 ranges; correct one of them"
        },
        {
            "servers[0].addressV6",
            "\"2001:db8::12\"",
            "servers[1].addressV6 is 2001:db8::12 like k8tre:platform.environments[0].k3s.servers[0].addressV6; every node is a host of "
            + "its own"
        },
        {
            "servers[0].address",
            "\"one.example.org\"",
            "servers[0].address is one.example.org, and the cluster has IPv6 ranges; write the host's IPv4 address"
        },
    };

    [Theory, MemberData(nameof(OneWrongValueOfTheSecondFamily))]
    public void A_wrong_value_of_the_second_family_is_answered_alike(string key, string json, string problem) =>
        Assert.Equal([$"{Path}.{problem}"], Settings.WithFiveHosts().WithSecondFamily().With($"{K3s}.{key}", json).Problems());

    [Theory]
    [InlineData("podCidrV6")]
    [InlineData("serviceCidrV6")]
    public void One_ipv6_range_without_the_other_is_refused(string key) => Assert.Equal(
        [$"{Path}.{key} is not set, and the other IPv6 range is; write both, or none"],
        Settings.WithFiveHosts().WithSecondFamily().Without($"{K3s}.{key}").Problems());

    [Fact]
    public void A_host_without_its_ipv6_address_is_named_in_a_cluster_of_both_families() => Assert.Equal(
        [$"{Path}.agents[1].addressV6 is not set, and the cluster has IPv6 ranges; write the host's IPv6 address"],
        Settings.WithFiveHosts().WithSecondFamily().Without($"{K3s}.agents[1].addressV6").Problems());

    [Theory]
    [InlineData("file", "mirror", "artefacts.mirror is set, and file is set too; write one of them")]
    [InlineData("imagesFile", null, "artefacts.imagesFile is set, and file is not; without internet access a node needs both: add file")]
    [InlineData(
        "file",
        "images",
        "artefacts.imagesFile is not set, and file is set with images true; without internet access a node needs both: add it")]
    public void Files_and_downloads_are_not_mixed(string key, string? other, string problem)
    {
        using var release = new TemporaryFile("release");
        var sum = key == "file" ? "sha256" : "imagesSha256";
        var rest = other switch { "mirror" => ", \"mirror\": \"https://mirror.example.org/\"", "images" => ", \"images\": true", _ => "" };

        var problems = Settings
            .With($"{K3s}.artefacts", $$"""{ "{{key}}": "{{release.Path}}", "{{sum}}": "{{release.Sha256}}"{{rest}} }""")
            .Problems();

        Assert.Equal([$"{Path}.{problem}"], problems);
    }

    [Fact]
    public void A_file_without_a_digest_is_refused()
    {
        using var release = new TemporaryFile("release");

        Assert.Equal(
            [$"{Path}.artefacts.sha256 is not set, and file is; write the digest in the release's sha256sum-amd64.txt"],
            Settings.With($"{K3s}.artefacts", $$"""{ "file": "{{release.Path}}" }""").Problems());
    }

    [Fact]
    public void A_file_of_another_digest_is_refused_before_it_goes_anywhere()
    {
        using var release = new TemporaryFile("release");

        var problems = Settings.With($"{K3s}.artefacts", $$"""{ "file": "{{release.Path}}", "sha256": "{{Hash}}" }""").Problems();

        Assert.Equal(
            [
                $"{Path}.artefacts.file is {release.Path}, whose sha256 is {release.Sha256}, not {Hash}; "
                + $"fetch the file of {Versions.K3s.Version} again",
            ],
            problems);
    }

    [Fact]
    public void Ranges_conflict_exactly_when_they_share_an_address()
    {
        // Seeded: every run looks at the same cases.
        var random = new Random(57);
        for (var i = 0; i < 300; i++)
        {
            var pods = RandomRange(random);
            var services = RandomRange(random);
            var shared = Enumerable.Range(0, 256)
                .Select(block => IPAddress.Parse($"10.0.{block}.0"))
                .Any(block => pods.Contains(block) && services.Contains(block));

            var problems = Settings.With($"{K3s}.podCidr", $"\"{pods}\"").With($"{K3s}.serviceCidr", $"\"{services}\"").Problems();

            Assert.Equal(
                shared ? [$"{Path}.serviceCidr is {services} and overlaps podCidr {pods}; choose ranges that share no address"] : [],
                problems);
        }
    }

    [Fact]
    public void A_range_of_pods_is_large_enough_exactly_when_every_node_gets_its_block()
    {
        for (var prefix = 20; prefix <= 24; prefix++)
        {
            for (var agents = 0; agents <= 16; agents++)
            {
                var hosts = Enumerable.Range(0, agents).Select(number => SettingsDocument.Host($"a{number}", 100 + number));

                var problems = Settings
                    .With($"{K3s}.podCidr", $"\"10.42.0.0/{prefix}\"")
                    .With($"{K3s}.agents", $"[{string.Join(',', hosts)}]")
                    .Problems();

                Assert.Equal(agents + 1 > Math.Pow(2, 24 - prefix), problems.Count == 1);
            }
        }
    }

    [Fact]
    public void All_problems_of_a_cluster_are_reported_at_once()
    {
        var problems = Settings.WithFiveHosts()
            .With($"{K3s}.podCidr", "\"10.43.0.0/16\"")
            .With($"{K3s}.apiEndpoint.address", "\"192.0.2.245\"")
            .With($"{K3s}.servers[0].port", "6443")
            .With($"{K3s}.agents[0].name", "\"one\"")
            .With($"{K3s}.artefacts", """{ "file": "no-such-file" }""")
            .With($"{K3s}.removeDataOf", "\"other\"")
            .Problems();

        Assert.Equal(
            [
                "serviceCidr",
                "apiEndpoint.address",
                "servers[0].port",
                "agents[0].name",
                "artefacts.sha256",
                "artefacts.file",
                "removeDataOf",
            ],
            problems.Select(problem => problem[(Path.Length + 1)..].Split(' ')[0]));
    }

    [Theory]
    [InlineData("nodeCidr")]
    [InlineData("podCidr")]
    [InlineData("podCidrV6")]
    [InlineData("serviceCidr")]
    [InlineData("serviceCidrV6")]
    [InlineData("loadBalancerRange")]
    [InlineData("apiEndpoint")]
    [InlineData("apiEndpoint.address")]
    [InlineData("servers")]
    [InlineData("servers[0]")]
    [InlineData("servers[0].name")]
    [InlineData("servers[0].address")]
    [InlineData("servers[0].hostKey")]
    [InlineData("servers[0].port")]
    [InlineData("servers[0].user")]
    [InlineData("servers[0].labels")]
    [InlineData("servers[0].taints")]
    [InlineData("servers[0].disks")]
    [InlineData("servers[0].lost")]
    [InlineData("agents")]
    [InlineData("version")]
    [InlineData("artefacts")]
    [InlineData("registries")]
    [InlineData("proxy")]
    [InlineData("snapshots")]
    [InlineData("podSecurity")]
    [InlineData("podSecurityExemptions")]
    [InlineData("installPackages")]
    [InlineData("nfsExports")]
    [InlineData("tokenGeneration")]
    [InlineData("removeDataOf")]
    public void What_could_not_be_read_has_that_one_problem(string key)
    {
        // Neither a list, an object, a text, a number nor a truth value may be empty.
        var problem = Assert.Single(Settings.WithFiveHosts().With($"{K3s}.{key}", "null").Problems());

        Assert.StartsWith($"{Path}.{key} is empty; ", problem, StringComparison.Ordinal);
    }

    private static IPNetwork RandomRange(Random random)
    {
        var prefix = random.Next(16, 25);
        var block = random.Next(256) & (0xff << (24 - prefix));
        return IPNetwork.Parse($"10.0.{block}.0/{prefix}");
    }
}
