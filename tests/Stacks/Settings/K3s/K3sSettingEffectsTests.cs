using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Schema;

namespace K8tre.Tests.Stacks.Settings.K3s;

/// <summary>Effects of all settings of a platform on hosts.</summary>
public sealed class K3sSettingEffectsTests : IDisposable
{
    private const string Key = SettingsDocument.HostKey;

    // Settings for people, and settings of what the documents lack.
    private static readonly string[] WithoutEffect =
    [
        // They are for auditors.
        "waiver.owner", "waiver.reason", "waiver.expires", "edge.owner", "edge.expires",
        // A limit that is higher than the number of agents.
        "k3s.agentsAtOnce",
    ];

    private static readonly Output<string> Secret = Output.CreateSecret("canary");

    private static readonly PlatformSecrets Secrets = new()
    {
        SshPrivateKey = Secret,
        SudoPassword = Secret,
        RegistryCredentials = Output.CreateSecret("""{ "ghcr.io": { "username": "k8tre", "password": "canary" } }"""),
        KmsEnvironment = Secret,
        KmsCredentials = Secret,
        SnapshotAccessKey = Secret,
        SnapshotSecretKey = Secret,
        GitToken = Secret,
        GitPrivateKey = Secret,
        ArgoCdClientSecret = Secret,
        Supplied = _ => Secret,
    };

    private readonly TemporaryFile _definitions = Artefacts.GatewayApi();
    private readonly TemporaryFile _monitoring = Artefacts.Monitoring();
    private readonly TemporaryFile _cilium = Artefacts.Chart("cilium", Components.Versions.Cilium.Version);
    private readonly TemporaryFile _argoCd = Artefacts.Chart("argo-cd", Components.Versions.ArgoCd.Version);
    private readonly TemporaryFile _nfs = Artefacts.Chart("csi-driver-nfs", Components.Versions.CsiDriverNfs.Version);
    private readonly TemporaryFile _program = new("program");
    private readonly TemporaryFile _images = new("images");

    public void Dispose()
    {
        foreach (var file in new[] { _definitions, _monitoring, _cilium, _argoCd, _nfs, _program, _images })
            file.Dispose();
    }

    private string ManagementCluster => $$"""
        {
          "name": "tre",
          "vendor": "k3s",
          "gitOps": {
            "repoUrl": "https://git.example.org/k8tre.git",
            "targetRevision": "v1",
            "credential": "httpsToken",
            "userName": "k8tre"
          },
          "management": {
            "mode": "cluster",
            "protected": false,
            "tokenGeneration": "2",
            "apiGroups": ["apps.example.org"],
            "stacks": [
              { "stack": "organization/k8tre/stg", "vendor": "azure", "environments": ["stg"], "apiServers": ["10.9.0.0/24"] }
            ],
            "k3s": {{Cluster("hub", 10, "")}}
          },
          "argoCd": {
            "host": "argocd.tre.example.org",
            "gateway": "gateways/internal",
            "sso": {
              "issuer": "https://login.example.org/tre",
              "clientId": "argocd",
              "isPublicClient": false,
              "scopes": ["openid", "groups"],
              "groupsClaim": "roles",
              "groups": [{ "name": "operators", "role": "admin" }, { "name": "readers", "role": "readOnly" }]
            },
            "proxy": "http://proxy.example.org:3128",
            "proxyExceptions": ["10.0.0.0/8"],
            "replacements": [{ "environment": "dev", "word": "example", "with": "other" }],
            "imageMirrors": [{ "environment": "dev", "registry": "docker.io", "mirror": "images.example.org/hub" }]
          },
          "ssh": {
            "authentication": "privateKey",
            "sudoAsksPassword": true,
            "bastion": { "address": "198.51.100.5", "hostKey": "{{Key}}", "port": 2222, "user": "jump" }
          },
          "artefacts": {
            "gatewayApi": { "file": "{{_definitions.Path}}", "sha256": "{{_definitions.Sha256}}" },
            "cilium": { "file": "{{_cilium.Path}}" },
            "csiDriverNfs": { "file": "{{_nfs.Path}}" },
            "k8treCharts": [{ "file": "{{_argoCd.Path}}" }],
            "chartMirror": "https://charts.example.org/"
          },
          "environments": [
            {
              "environment": "dev",
              "externalDomain": "dev.tre.example.org",
              "region": "room-2",
              "skip": ["nginx"],
              "edges": [
                {
                  "name": "mirror", "direction": "egress", "from": ["projects"], "to": ["192.0.2.99/32", "mirror.example.org"],
                  "ports": ["443/TCP"], "owner": "the team", "reason": "packages for projects", "expires": "2027-02-01"
                }
              ],
              "secretStore": "kubernetes",
              "sourceSecrets": {
                "rotations": [{ "secret": "gitea-db-secret", "generation": "2" }],
                "supplied": [{ "secret": "gitea-secrets", "key": "admin-password" }]
              },
              "k3s": {{Cluster("dev", 20, """
                "loadBalancerRange": "192.0.2.240-192.0.2.250",
                "resolver": "192.0.2.53",
                "volumeBackups": { "schedule": "0 3 * * *", "retention": 7 },
                "nfsExports": [{ "name": "data", "server": "nfs.example.org", "path": "/data", "readOnly": false }],
                "nfsClass": { "server": "nfs.example.org", "path": "/volumes" },
                "encryptVolumes": true,
                """)}}
            }
          ]
        }
        """;

    private string InOneCluster => $$"""
        {
          "name": "tre",
          "vendor": "k3s",
          "gitOps": {
            "repoUrl": "https://git.example.org/k8tre.git",
            "targetRevision": "v1",
            "credential": "gitHubApp",
            "gitHubApp": { "appId": "1", "installationId": "2", "apiUrl": "https://github.example.org/api/v3" },
            "knownHosts": ["git.example.org ssh-ed25519 AAAA"]
          },
          "management": { "apiGroups": ["apps.example.org"] },
          "argoCd": { "trustedCertificates": {{System.Text.Json.JsonSerializer.Serialize(SettingsDocument.Certificate())}} },
          "artefacts": {
            "argoCd": { "file": "{{_argoCd.Path}}", "sha256": "{{_argoCd.Sha256}}" },
            "monitoring": { "file": "{{_monitoring.Path}}" }
          },
          "environments": [
            {
              "environment": "prd",
              "protected": false,
              "externalDomain": "tre.example.org",
              "k3s": {
                "nodeCidr": "192.0.2.0/24",
                "loadBalancerRange": "192.0.2.240-192.0.2.250",
                "podCidrV6": "fd42::/112",
                "serviceCidrV6": "fd43::/112",
                "podSecurity": "privileged",
                "servers": [{ "name": "one", "address": "192.0.2.10", "addressV6": "2001:db8::10" }],
                "artefacts": {
                  "file": "{{_program.Path}}",
                  "sha256": "{{_program.Sha256}}",
                  "imagesFile": "{{_images.Path}}",
                  "imagesSha256": "{{_images.Sha256}}"
                }
              }
            }
          ],
          "waivers": [
            { "rule": "podSecurity", "subject": "prd", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" },
            { "rule": "pinnedHostKey", "subject": "one", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" },
            { "rule": "signIn", "subject": "prd", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" }
          ]
        }
        """;

    [Fact]
    public Task An_accepted_change_of_a_setting_has_an_effect_and_a_loss_is_announced_with_a_management_cluster() =>
        new SettingEffects(ManagementCluster, Secrets).VerifyAsync(WithoutEffect);

    [Fact]
    public Task An_accepted_change_of_a_setting_has_an_effect_and_a_loss_is_announced_in_one_cluster() =>
        new SettingEffects(InOneCluster, Secrets).VerifyAsync(WithoutEffect);

    [Fact]
    public void A_hostile_value_is_accepted_or_refused_by_name()
    {
        new SettingMutations(ManagementCluster, Secrets).Verify();
        new SettingMutations(InOneCluster, Secrets).Verify();
    }

    [Fact]
    public void No_setting_of_a_platform_on_hosts_is_left_out()
    {
        var all = new SettingsType(typeof(PlatformSettings)).WithNested()
            .Where(type => type.Type.Namespace is not ("K8tre.Stacks.Settings.Azure" or "K8tre.Stacks.Settings.Aws"))
            .SelectMany(type => type.Settings.Where(setting => setting.DeclaredBy == type).Select(setting => $"{type.Name}.{setting.Key}"));
        var known = new[] { ManagementCluster, InOneCluster }.SelectMany(document => new SettingEffects(document, Secrets).Names);

        // Clouds, and the mode that needs another stack.
        string[] elsewhere =
        [
            "platform.azure", "platform.aws", "management.aks", "management.eks", "management.stack", "environment.aks", "environment.eks",
            "egress.name", "egress.fqdns", "egress.reason", "egress.source", "budget.monthlyAmount", "budget.mails",
        ];
        Assert.Equal([], all.Except(known).Except(elsewhere));
    }

    private static string Cluster(string name, int number, string more) => $$"""
        {
          "nodeCidr": "192.0.2.0/24",
          {{more}}
          "podCidr": "10.{{number}}.0.0/16",
          "serviceCidr": "10.{{number + 1}}.0.0/16",
          "apiEndpoint": { "address": "192.0.2.{{number}}", "virtualInterface": "eth0" },
          "servers": [{{Host($"{name}-1", number + 1)}}, {{Host($"{name}-2", number + 2)}}, {{Host($"{name}-3", number + 3)}}],
          "agents": [{{Host($"{name}-4", number + 4, isLost: true)}}, {{Host($"{name}-5", number + 5, hasGpu: true)}}],
          "version": "v1.35.4+k3s1",
          "artefacts": {
            "mirror": "https://mirror.example.org/",
            "sha256": "{{new string('a', 64)}}",
            "images": true,
            "imagesSha256": "{{new string('b', 64)}}"
          },
          "registries": {
            "mirrors": [{ "registry": "docker.io", "endpoints": ["https://mirror.example.org/v2"] }],
            "fallBack": false,
            "embedded": true,
            "systemRegistry": "mirror.example.org",
            "signIn": true
          },
          "proxy": { "url": "http://proxy.example.org:3128", "direct": [".example.org"] },
          "snapshots": {
            "schedule": "0 */6 * * *",
            "retention": 28,
            "s3": { "endpoint": "s3.example.org", "bucket": "snapshots", "folder": "{{name}}", "region": "eu-west-2" }
          },
          "podSecurity": "{{(name == "hub" ? "restricted" : "baseline")}}",
          "checkCapacity": false,
          "podSecurityExemptions": ["monitoring"],
          "installPackages": false,
          "drainTimeoutMinutes": 7,
          "forceDrain": true,
          "agentsAwayAtOnce": 2,
          "agentsAtOnce": 9,
          "applyGeneration": 2,
          "tokenGeneration": 2,
          "certificateGeneration": 2,
          "secretsEncryption": {
            "provider": "aescbc",
            "kms": {
              "{{(name == "hub" ? "path" : "url")}}": "{{(name == "hub" ? "/opt/plugin" : "https://mirror.example.org/plugin")}}",
              "sha256": "{{new string('c', 64)}}",
              "arguments": ["--listen={socket}"],
              "user": "hsm",
              "timeoutSeconds": 5,
              "retire": true
            }
          },
          "encryptionKeyGeneration": 2,
          "takeSnapshot": "before",
          "restoreFrom": "/srv/snapshot",
          "removeDataOf": "tre-{{(name == "hub" ? "management" : name)}}"
        }
        """;

    private static string Host(string name, int number, bool isLost = false, bool hasGpu = false) => $$"""
        {
          "name": "{{name}}", "address": "192.0.2.{{number}}", "hostKey": "{{Key}}", "port": 2222, "user": "tre",
          "labels": ["zone=a"], "taints": ["gpu=a:PreferNoSchedule"], "disks": ["/srv/longhorn"]
          {{(isLost ? ", \"lost\": true" : "")}}{{(hasGpu ? ", \"gpu\": true" : "")}}
        }
        """;
}
