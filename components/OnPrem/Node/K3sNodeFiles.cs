using System.Net;
using System.Text.Json;
using K8tre.Components.Network;
using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Components.OnPrem.Node;

/// <summary>Files that K3s reads on a node, such as <c>config.yaml</c> and the unit. A change of a file restarts K3s.</summary>
internal sealed class K3sNodeFiles(K3sClusterArgs cluster)
{
    private const string Folder = "/etc/rancher/k3s";
    private const string Server = "/var/lib/rancher/k3s/server";

    // TLS 1.2 suites with forward secrecy: https://docs.k3s.io/security/self-assessment-1.10 (4.2.12)
    private const string CipherSuites =
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305,"
        + "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305";

    // Pods wait until Cilium runs: https://docs.cilium.io/en/stable/installation/taints/
    private const string AwaitsCilium = "node.cilium.io/agent-not-ready=true:NoExecute";

    /// <summary>Returns the files of a server.</summary>
    public IEnumerable<HostFile> ForServer(SshHost host, Input<string> agentToken)
    {
        yield return new($"{Folder}/config.yaml", "0600", ServerConfiguration(host));
        yield return new($"{Folder}/agent-token", "0600", agentToken);
        yield return new($"{Server}/audit.yaml", "0600", Embedded.Text("audit.yaml"));
        yield return new(
            $"{Server}/admission.yaml",
            "0600",
            Embedded.Text(
                "admission.yaml",
                ("enforce", cluster.PodSecurity.ToString().ToLowerInvariant()),
                ("exempt", JsonSerializer.Serialize(cluster.PodSecurityExemptions.Order(StringComparer.Ordinal)))));
        if (cluster.Endpoint is { VirtualInterface: { } networkInterface } endpoint)
        {
            yield return new(
                $"{Server}/manifests/k8tre-kube-vip.yaml",
                "0600",
                Embedded.Text(
                    "kube-vip.yaml",
                    ("image", Versions.KubeVip.ToString()),
                    ("interface", networkInterface),
                    ("address", endpoint.Address)));
        }
        if (cluster.VolumeBackups is { } backups)
        {
            yield return new(
                $"{Server}/manifests/k8tre-longhorn-backup.yaml",
                "0600",
                backups.ToManifest(cluster.Proxy, cluster.Proxy?.Exceptions(Ranges()) ?? ""));
        }
        foreach (var file in cluster.Encryption.Kms?.Files(cluster.ClusterName) ?? [])
            yield return file;
        if (cluster.EncryptsVolumes)
        {
            yield return new(
                $"{Server}/manifests/k8tre-longhorn-encryption.yaml",
                "0600",
                Embedded.Text("longhorn-encryption.yaml", ("name", LonghornVolumes.KeySecret)));
        }
        foreach (var file in ForEvery("server", "k3s"))
            yield return file;
    }

    /// <summary>Returns the files of an agent.</summary>
    public IEnumerable<HostFile> ForAgent(SshHost host, Input<string> token) =>
    [
        new($"{Folder}/config.yaml", "0600", AgentConfiguration(host).ToString()),
        new($"{Folder}/token", "0600", token),
        .. ForEvery("agent", "k3s-agent"),
    ];

    private IEnumerable<HostFile> ForEvery(string role, string unit)
    {
        yield return new(
            $"/etc/systemd/system/{unit}.service", "0644", Embedded.Text("k3s.service", ("role", role), ("cluster", cluster.ClusterName)));
        if (!cluster.Registries.IsEmpty)
            yield return new($"{Folder}/registries.yaml", "0600", cluster.Registries.ToFile());
        if (cluster.Proxy is not null)
            yield return new($"{Folder}/environment", "0600", cluster.Proxy.ToEnvironment(Ranges()));
    }

    private Output<string> ServerConfiguration(SshHost host) => Output
        .Tuple(cluster.Snapshots.S3AccessKey ?? "", cluster.Snapshots.S3SecretKey ?? "")
        .Apply(s3 => ServerConfiguration(host, s3.Item1, s3.Item2).ToString());

    private K3sConfiguration ServerConfiguration(SshHost host, string s3AccessKey, string s3SecretKey)
    {
        var hasS3 = cluster.Snapshots.S3Endpoint is not null;
        return new()
        {
            ["node-name"] = host.Name,
            ["node-ip"] = NodeAddresses(host),
            ["node-label"] = Labels(host),
            ["node-taint"] = Taints(host),
            ["token-file"] = $"{Folder}/token",
            ["agent-token-file"] = $"{Folder}/agent-token",
            ["tls-san"] = cluster.Endpoint is { } endpoint ? [host.Address, endpoint.Address] : new[] { host.Address },
            ["write-kubeconfig-mode"] = "0600",
            ["cluster-cidr"] = Ranges(cluster.PodCidr, cluster.PodCidrV6),
            ["service-cidr"] = Ranges(cluster.ServiceCidr, cluster.ServiceCidrV6),
            ["flannel-backend"] = "none",
            ["disable-network-policy"] = true,
            ["disable-kube-proxy"] = true,
            ["disable"] = new[] { "servicelb", "traefik" },
            // With a KMS, the API server reads another file. K3s keeps its own keys, for a way back.
            ["secrets-encryption"] = true,
            ["secrets-encryption-provider"] = cluster.Encryption.ProviderName,
            ["protect-kernel-defaults"] = true,
            ["disable-default-registry-endpoint"] = !cluster.Registries.FallsBack ? true : null,
            ["embedded-registry"] = cluster.Registries.IsEmbedded ? true : null,
            ["system-default-registry"] = cluster.Registries.SystemRegistry,
            ["etcd-snapshot-schedule-cron"] = cluster.Snapshots.Schedule,
            ["etcd-snapshot-retention"] = cluster.Snapshots.Retention,
            ["etcd-s3"] = hasS3 ? true : null,
            ["etcd-s3-endpoint"] = cluster.Snapshots.S3Endpoint,
            ["etcd-s3-bucket"] = cluster.Snapshots.S3Bucket,
            ["etcd-s3-folder"] = cluster.Snapshots.S3Folder,
            ["etcd-s3-region"] = hasS3 ? cluster.Snapshots.S3Region : null,
            ["etcd-s3-access-key"] = hasS3 ? s3AccessKey : null,
            ["etcd-s3-secret-key"] = hasS3 ? s3SecretKey : null,
            // https://docs.k3s.io/security/hardening-guide
            ["kube-apiserver-arg"] = (string[])
            [
                "enable-admission-plugins=NodeRestriction,EventRateLimit",
                $"admission-control-config-file={Server}/admission.yaml",
                $"audit-policy-file={Server}/audit.yaml",
                $"audit-log-path={Server}/logs/audit.log",
                // 30 days of up to 1 GB each. Ten files last for about two weeks of a small cluster. Rotated files are compressed.
                "audit-log-maxage=30",
                "audit-log-maxbackup=300",
                "audit-log-maxsize=100",
                "audit-log-compress=true",
                "service-account-extend-token-expiration=false",
                $"tls-cipher-suites={CipherSuites}",
                .. cluster.Encryption.Kms is null ? [] : new[] { $"encryption-provider-config={KmsPlugin.Configuration}" },
            ],
            ["kube-controller-manager-arg"] = cluster.PodCidrV6 is null
                ? ["terminated-pod-gc-threshold=100"]
                // Size of Cilium's block for a node. The default is a /64, which is larger than any pod range that Cilium accepts.
                : new[] { "terminated-pod-gc-threshold=100", $"node-cidr-mask-size-ipv6={Cilium.NodeBlockV6}" },
            ["kubelet-arg"] = KubeletArguments,
        };
    }

    private K3sConfiguration AgentConfiguration(SshHost host) => new()
    {
        ["node-name"] = host.Name,
        ["node-ip"] = NodeAddresses(host),
        ["node-label"] = Labels(host),
        ["node-taint"] = Taints(host),
        ["server"] = cluster.ApiUrl,
        ["token-file"] = $"{Folder}/token",
        ["protect-kernel-defaults"] = true,
        ["disable-default-registry-endpoint"] = !cluster.Registries.FallsBack ? true : null,
        ["kubelet-arg"] = KubeletArguments,
    };

    private static string[] KubeletArguments =>
        ["streaming-connection-idle-timeout=5m", "pod-max-pids=4096", $"tls-cipher-suites={CipherSuites}"];

    private static string[] Labels(SshHost host) =>
        host.LabelWords.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Taints(SshHost host) => [AwaitsCilium, .. host.Taints];

    // K3s finds the address itself if the host has a DNS name.
    private static string? NodeAddresses(SshHost host) =>
        IPAddress.TryParse(host.Address, out _) ? host.AddressV6 is { } second ? $"{host.Address},{second}" : host.Address : null;

    private IEnumerable<IPNetwork> Ranges() =>
        new[] { cluster.PodCidr, cluster.ServiceCidr, cluster.PodCidrV6, cluster.ServiceCidrV6 }.OfType<IPNetwork>();

    private static string Ranges(IPNetwork first, IPNetwork? second) => second is { } other ? $"{first},{other}" : first.ToString();
}
