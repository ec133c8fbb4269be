using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.Components.OnPrem;

namespace K8tre.Tests.OnPrem.Node;

public sealed class K3sNodeFilesTests
{
    private const string Config = "/etc/rancher/k3s/config.yaml";
    private const string Registries = "/etc/rancher/k3s/registries.yaml";
    private const string Proxy = "/etc/rancher/k3s/environment";
    private const string Server = "/var/lib/rancher/k3s/server";

    [Theory]
    // Cilium takes the place of these: https://docs.cilium.io/en/stable/installation/k3s/
    [InlineData("flannel-backend: \"none\"")]
    [InlineData("disable-network-policy: true")]
    [InlineData("disable-kube-proxy: true")]
    [InlineData("disable:\n  - \"servicelb\"\n  - \"traefik\"\n")]
    [InlineData("cluster-cidr: \"10.42.0.0/16\"")]
    [InlineData("service-cidr: \"10.43.0.0/16\"")]
    [InlineData("node-taint:\n  - \"node.cilium.io/agent-not-ready=true:NoExecute\"\n")]
    // Only root can read the administrator's kubeconfig and the tokens.
    [InlineData("write-kubeconfig-mode: \"0600\"")]
    [InlineData("token-file: \"/etc/rancher/k3s/token\"")]
    [InlineData("agent-token-file: \"/etc/rancher/k3s/agent-token\"")]
    [InlineData("node-name: \"one\"")]
    [InlineData("node-ip: \"192.0.2.11\"")]
    [InlineData("etcd-snapshot-schedule-cron: \"0 */12 * * *\"")]
    [InlineData("etcd-snapshot-retention: 10")]
    public async Task A_server_is_configured_for_cilium(string line) =>
        Assert.Contains($"\n{line}", await ConfigAsync("one"), StringComparison.Ordinal);

    [Theory]
    // https://docs.k3s.io/security/hardening-guide
    [InlineData("secrets-encryption: true")]
    [InlineData("secrets-encryption-provider: \"secretbox\"")]
    [InlineData("protect-kernel-defaults: true")]
    [InlineData("  - \"enable-admission-plugins=NodeRestriction,EventRateLimit\"")]
    [InlineData($"  - \"admission-control-config-file={Server}/admission.yaml\"")]
    [InlineData($"  - \"audit-log-path={Server}/logs/audit.log\"")]
    [InlineData($"  - \"audit-policy-file={Server}/audit.yaml\"")]
    [InlineData("  - \"audit-log-maxage=30\"")]
    // 300 files of 100 MB: a log that grows by 1 GB a day is kept for the 30 days. CIS asks for at least 10.
    [InlineData("  - \"audit-log-maxbackup=300\"")]
    [InlineData("  - \"audit-log-compress=true\"")]
    [InlineData("  - \"audit-log-maxsize=100\"")]
    [InlineData("  - \"service-account-extend-token-expiration=false\"")]
    [InlineData("  - \"terminated-pod-gc-threshold=100\"")]
    [InlineData("  - \"streaming-connection-idle-timeout=5m\"")]
    // https://docs.k3s.io/security/self-assessment-1.10 (4.2.13): a limit, whichever.
    [InlineData("  - \"pod-max-pids=4096\"")]
    public async Task A_server_is_hardened_according_to_the_cis_benchmark(string line) =>
        Assert.Contains($"\n{line}\n", await ConfigAsync("one"), StringComparison.Ordinal);

    [Theory]
    [InlineData("protect-kernel-defaults: true")]
    [InlineData("  - \"streaming-connection-idle-timeout=5m\"")]
    [InlineData("  - \"pod-max-pids=4096\"")]
    [InlineData("node-taint:\n  - \"node.cilium.io/agent-not-ready=true:NoExecute\"")]
    [InlineData("server: \"https://192.0.2.10:6443\"")]
    public async Task An_agent_is_hardened_too_and_joins_at_the_stable_address(string line) =>
        Assert.Contains($"\n{line}\n", await ConfigAsync("agent"), StringComparison.Ordinal);

    [Fact]
    public async Task Only_tls_suites_with_forward_secrecy_are_offered()
    {
        foreach (var node in new[] { "one", "agent" })
        {
            var lines = (await ConfigAsync(node)).Split('\n');
            var suites = lines.Where(line => line.Contains("tls-cipher-suites=", StringComparison.Ordinal)).Distinct();

            var names = Assert.Single(suites).Trim(' ', '-', '"').Split('=')[1].Split(',');
            Assert.Equal(6, names.Length);
            Assert.All(
                names,
                name => Assert.Matches("^TLS_ECDHE_(ECDSA|RSA)_WITH_(AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305)$", name));
        }
    }

    [Fact]
    public async Task Every_file_in_the_arguments_of_the_api_server_is_written()
    {
        var files = await FilesAsync(Hosts.Five, "one");

        Assert.Contains($"{Server}/admission.yaml", files.Keys);
        Assert.Contains($"{Server}/audit.yaml", files.Keys);
        Assert.Contains("level: Metadata", files[$"{Server}/audit.yaml"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PodSecurityLevel.Baseline, "baseline")]
    [InlineData(PodSecurityLevel.Restricted, "restricted")]
    [InlineData(PodSecurityLevel.Privileged, "privileged")]
    public async Task Pod_security_has_the_given_level_and_exemptions(PodSecurityLevel level, string enforce)
    {
        var files = await FilesAsync(
            Hosts.Five with { PodSecurity = level, PodSecurityExemptions = ["storage-system", "kube-system"] }, "one");

        var admission = files[$"{Server}/admission.yaml"];
        Assert.Contains($"\n        enforce: {enforce}\n", admission, StringComparison.Ordinal);
        Assert.Contains("\n        namespaces: [\"kube-system\",\"storage-system\"]\n", admission, StringComparison.Ordinal);
        Assert.DoesNotContain("{", admission, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_namespace_of_k3s_is_exempt_by_default() =>
        Assert.Contains(
            "namespaces: [\"kube-system\"]\n",
            (await FilesAsync(Hosts.Five, "one"))[$"{Server}/admission.yaml"],
            StringComparison.Ordinal);

    [Fact]
    public async Task Every_server_has_the_pinned_kube_vip_for_the_virtual_address()
    {
        foreach (var server in new[] { "one", "two", "three" })
        {
            var files = await FilesAsync(Hosts.Five, server);

            var manifest = files[$"{Server}/manifests/k8tre-kube-vip.yaml"];
            Assert.Contains($"image: {Versions.KubeVip}\n", manifest, StringComparison.Ordinal);
            Assert.Matches("image: [^ ]+:v[0-9.]+@sha256:[0-9a-f]{64}\n", manifest);
            Assert.Contains("requests: { cpu: 10m, memory: 32Mi }", manifest, StringComparison.Ordinal);
            Assert.Contains("limits: { memory: 128Mi }", manifest, StringComparison.Ordinal);
            Assert.Contains("{ name: vip_interface, value: \"eth0\" }", manifest, StringComparison.Ordinal);
            Assert.Contains("{ name: address, value: \"192.0.2.10\" }", manifest, StringComparison.Ordinal);
            Assert.Contains("\n  - \"192.0.2.10\"\n", files[Config], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Longhorn_places_volumes_on_the_disks_of_a_host_or_on_its_root_disk()
    {
        var cluster = Hosts.Five with { Agents = [Hosts.Agent with { Disks = ["/srv/a"] }] };

        foreach (var (node, value) in new[] { ("agent", "config"), ("one", "true") })
        {
            var config = (await FilesAsync(cluster, node))[Config];
            Assert.Contains($"\n  - \"node.longhorn.io/create-default-disk={value}\"\n", config, StringComparison.Ordinal);
        }
        Assert.Equal("/srv/a", HostInput.For(await GraphAsync(cluster), "k3s-agent-admit")["disks"]);
    }

    [Fact]
    public async Task A_recurring_job_sends_backups_of_volumes_to_the_bucket_and_a_policy_lets_them_out()
    {
        var cluster = Hosts.Five with
        {
            VolumeBackups = new()
            {
                Schedule = "30 1 * * *",
                Retention = 14,
                Bucket = new()
                {
                    S3Endpoint = "s3.example.org:9000",
                    S3Bucket = "tre",
                    S3Folder = "tre-prd",
                    S3AccessKey = Output.CreateSecret("access"),
                    S3SecretKey = Output.CreateSecret("secret"),
                },
            },
        };

        var files = await FilesAsync(cluster, "one");
        var manifest = files[$"{Server}/manifests/k8tre-longhorn-backup.yaml"];
        Assert.Contains(
            "stringData: {\"AWS_ACCESS_KEY_ID\":\"access\",\"AWS_SECRET_ACCESS_KEY\":\"secret\","
            + "\"AWS_ENDPOINTS\":\"https://s3.example.org:9000\"}\n",
            manifest,
            StringComparison.Ordinal);
        Assert.Contains("  groups: [default]\n  cron: \"30 1 * * *\"\n  retain: 14\n", manifest, StringComparison.Ordinal);
        Assert.Contains("{ port: \"9000\", protocol: TCP }", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain($"{Server}/manifests/k8tre-longhorn-backup.yaml", (await FilesAsync(Hosts.Five, "one")).Keys);
    }

    [Fact]
    public async Task An_operators_load_balancer_is_in_the_certificate_and_replaces_kube_vip()
    {
        var files = await FilesAsync(Hosts.Five with { Endpoint = new("api.tre.example.org", null) }, "one");

        Assert.DoesNotContain($"{Server}/manifests/k8tre-kube-vip.yaml", files.Keys);
        Assert.Contains("\ntls-san:\n  - \"192.0.2.11\"\n  - \"api.tre.example.org\"\n", files[Config], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dual_stack_cluster_has_both_families_in_its_ranges_addresses_and_node_blocks()
    {
        var cluster = Hosts.Five with
        {
            Servers = [Hosts.One with { AddressV6 = "2001:db8::11" }],
            Agents = [Hosts.Agent with { AddressV6 = "2001:db8::21" }],
            PodCidrV6 = IPNetwork.Parse("fd42::/112"),
            ServiceCidrV6 = IPNetwork.Parse("fd43::/112"),
            Proxy = new("http://proxy.example.org:3128", []),
        };

        var server = await FilesAsync(cluster, "one");
        Assert.Contains("\ncluster-cidr: \"10.42.0.0/16,fd42::/112\"\n", "\n" + server[Config], StringComparison.Ordinal);
        Assert.Contains("\nservice-cidr: \"10.43.0.0/16,fd43::/112\"\n", server[Config], StringComparison.Ordinal);
        Assert.Contains("\nnode-ip: \"192.0.2.11,2001:db8::11\"\n", server[Config], StringComparison.Ordinal);
        // Size of Cilium's block for a node. The default of the controller manager, a /64, is larger than the whole range.
        Assert.Contains("\n  - \"node-cidr-mask-size-ipv6=120\"\n", server[Config], StringComparison.Ordinal);
        Assert.Contains("fd42::/112,fd43::/112", server[Proxy], StringComparison.Ordinal);
        Assert.Contains("\nnode-ip: \"192.0.2.21,2001:db8::21\"\n", (await FilesAsync(cluster, "agent"))[Config], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_encrypted_volumes_is_copied_from_the_source_secrets_and_outlives_its_copy_job()
    {
        const string manifest = $"{Server}/manifests/k8tre-longhorn-encryption.yaml";
        var files = await FilesAsync(Hosts.Five with { EncryptsVolumes = true }, "one");

        Assert.Contains("\n    - extract: { key: longhorn-crypto }\n", files[manifest], StringComparison.Ordinal);
        Assert.Contains("creationPolicy: Orphan, deletionPolicy: Retain", files[manifest], StringComparison.Ordinal);
        Assert.DoesNotContain(manifest, (await FilesAsync(Hosts.Five, "one")).Keys);
    }

    [Fact]
    public async Task The_proxy_is_not_used_for_the_clusters_ranges_and_the_given_ones()
    {
        var cluster = Hosts.Five with { Proxy = new("http://proxy.example.org:3128", ["192.0.2.0/24", ".example.org"]) };

        foreach (var node in new[] { "one", "agent" })
        {
            Assert.Equal(
                """
                HTTP_PROXY=http://proxy.example.org:3128
                HTTPS_PROXY=http://proxy.example.org:3128
                NO_PROXY=127.0.0.0/8,localhost,.svc,.cluster.local,10.42.0.0/16,10.43.0.0/16,192.0.2.0/24,.example.org

                """,
                (await FilesAsync(cluster, node))[Proxy]);
        }
    }

    [Fact]
    public async Task Every_node_has_the_mirrors_and_credentials_of_registries()
    {
        var cluster = Hosts.Five with
        {
            Registries = new()
            {
                Mirrors = new Dictionary<string, IReadOnlyList<string>>
                {
                    ["docker.io"] = ["https://one.example.org", "https://two.example.org"],
                },
                Credentials = Output.CreateSecret("""{"one.example.org": {"username": "me", "password": "pass"}}"""),
                FallsBack = false,
            },
        };

        foreach (var node in new[] { "two", "agent" })
        {
            var files = await FilesAsync(cluster, node);
            var registries = JsonNode.Parse(files[Registries]);
            Assert.Equal(
                """["https://one.example.org","https://two.example.org"]""",
                registries!["mirrors"]!["docker.io"]!["endpoint"]!.ToJsonString());
            Assert.Equal("""{"username":"me","password":"pass"}""", registries["configs"]!["one.example.org"]!["auth"]!.ToJsonString());
            Assert.Contains("\ndisable-default-registry-endpoint: true\n", "\n" + files[Config], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Servers_turn_the_embedded_registry_on_for_images_of_all_registries()
    {
        var files = await FilesAsync(Hosts.Five with { Registries = new() { IsEmbedded = true, SystemRegistry = "r.example.org" } }, "two");
        var ofAgent = await FilesAsync(Hosts.Five with { Registries = new() { IsEmbedded = true } }, "agent");

        Assert.Contains("\nembedded-registry: true\n", files[Config], StringComparison.Ordinal);
        Assert.Contains("\nsystem-default-registry: \"r.example.org\"\n", files[Config], StringComparison.Ordinal);
        Assert.Equal("""{"mirrors":{"*":{}},"configs":{}}""", files[Registries].Trim());
        Assert.Equal(files[Registries], ofAgent[Registries]);
        Assert.DoesNotContain("embedded-registry", ofAgent[Config], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("canary")]
    [InlineData("[\"canary\"]")]
    [InlineData("null")]
    [InlineData("{\"ghcr.io\": null}")]
    [InlineData("{\"ghcr.io\": {\"username\": \"me\", \"password\": null}}")]
    [InlineData("{\"ghcr.io\": \"canary\"}")]
    [InlineData("{\"ghcr.io\": {\"username\": \"canary\"}}")]
    public async Task Credentials_in_another_form_are_refused_and_not_shown(string credentials)
    {
        var registries = new ImageRegistries { Credentials = Output.CreateSecret(credentials) };

        var error = await Assert.ThrowsAsync<RunException>(() => OutputUtilities.GetValueAsync(registries.ToFile()));

        Assert.Contains("pulumi config set --secret --path 'k8tre:registryCredentials[", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_registries_and_proxy_their_files_are_missing()
    {
        var files = await FilesAsync(Hosts.Five, "one");

        Assert.DoesNotContain(Registries, files.Keys);
        Assert.DoesNotContain(Proxy, files.Keys);
        Assert.DoesNotContain("etcd-s3", files[Config], StringComparison.Ordinal);
        Assert.DoesNotContain("disable-default-registry-endpoint", files[Config], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshots_are_copied_to_the_given_bucket()
    {
        var cluster = Hosts.Five with
        {
            Snapshots = new()
            {
                Schedule = "0 1 * * *",
                Retention = 3,
                S3Endpoint = "s3.example.org:9000",
                S3Bucket = "bucket",
                S3Folder = "tre-dev",
                S3AccessKey = "access",
                S3SecretKey = "quo\"te",
            },
        };

        Assert.Contains(
            """

            etcd-s3: true
            etcd-s3-access-key: "access"
            etcd-s3-bucket: "bucket"
            etcd-s3-endpoint: "s3.example.org:9000"
            etcd-s3-folder: "tre-dev"
            etcd-s3-region: "us-east-1"
            etcd-s3-secret-key: "quo\u0022te"
            etcd-snapshot-retention: 3
            etcd-snapshot-schedule-cron: "0 1 * * *"

            """,
            (await FilesAsync(cluster, "two"))[Config],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_and_taints_are_set_at_registration_and_on_an_existing_node()
    {
        var marked = Hosts.Agent with
        {
            Labels = new Dictionary<string, string> { ["tier"] = "b", ["gpu"] = "a100" },
            Taints = ["gpu=a100:NoSchedule"],
        };
        var cluster = Hosts.Five with { Agents = [marked] };

        Assert.Contains(
            "\nnode-label:\n  - \"gpu=a100\"\n  - \"node.longhorn.io/create-default-disk=true\"\n  - \"tier=b\"\n",
            (await FilesAsync(cluster, "agent"))[Config],
            StringComparison.Ordinal);
        Assert.Contains("\n  - \"gpu=a100:NoSchedule\"\n", (await FilesAsync(cluster, "agent"))[Config], StringComparison.Ordinal);
        // K3s uses them only when a node registers, so a server also sets them afterwards.
        var admit = HostInput.For(await GraphAsync(cluster), "k3s-agent-admit");
        Assert.Equal("gpu=a100 node.longhorn.io/create-default-disk=true tier=b", admit["labels"]);
        Assert.Equal("gpu=a100:NoSchedule", admit["taints"]);
    }

    [Fact]
    public async Task An_agent_verifies_the_cluster_with_its_ca() => Assert.Equal(
        "K10output of the host::node:k3s-token-agents-result", (await FilesAsync(Hosts.Five, "agent"))["/etc/rancher/k3s/token"]);

    [Theory]
    [InlineData("one", "/etc/systemd/system/k3s.service", "server")]
    [InlineData("agent", "/etc/systemd/system/k3s-agent.service", "agent")]
    public async Task A_slow_first_start_is_not_interrupted_as_in_the_unit_of_k3s_itself(string node, string unit, string role)
    {
        var text = (await FilesAsync(Hosts.Five, node))[unit];

        Assert.Contains($"\nExecStart=/usr/local/bin/k3s {role}\n", text, StringComparison.Ordinal);
        Assert.Contains("\nTimeoutStartSec=0\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
    }

    private static async Task<string> ConfigAsync(string node) => "\n" + (await FilesAsync(Hosts.Five, node))[Config];

    private static async Task<IReadOnlyDictionary<string, string>> FilesAsync(K3sClusterArgs cluster, string node) =>
        HostInput.For(await GraphAsync(cluster), $"k3s-{node}").Files;

    private static Task<ResourceGraph> GraphAsync(K3sClusterArgs cluster) =>
        ResourceGraph.OfAsync(options => new K3sCluster("k3s", cluster, options));
}
