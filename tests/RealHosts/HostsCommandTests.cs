using System.Diagnostics;
using System.Text.Json.Nodes;
using K8tre.Tests.Automation;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of <c>./k8tre hosts</c> with a bastion and a sudo password. The tests depend on their order.</summary>
[Collection(RealHostsGroup.Name)]
[TestCaseOrderer(InOrder.Name, InOrder.Assembly)]
public sealed class HostsCommandTests(HostsCommandTests.Cluster cluster) : IClassFixture<HostsCommandTests.Cluster>
{
    private const string Password = "careful";

    [RealHostsFact]
    public async Task Unchanged_hosts_show_their_version_certificates_and_last_snapshot_with_exit_code_0()
    {
        await cluster.Server.RunAsync("k3s etcd-snapshot save --name shown");

        var (exitCode, hosts, errors) = await AskAsync();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(["p1", "p2"], hosts.Select(host => (string)host["name"]!));
        Assert.All(hosts, host => Assert.Empty(host["drift"]!.AsArray()));
        Assert.All(hosts, host => Assert.Equal(PlatformOnHosts.Version, (string)host["facts"]!["version"]!));
        Assert.All(hosts, host => Assert.Equal(
            ["client-admin.crt", "serving-kube-apiserver.crt", "client-kubelet.crt"],
            host["certificates"]!.AsArray().Select(line => ((string)line!).Split(' ')[0])));
        Assert.Contains(" shown-p1-", (string)hosts[0]["facts"]!["snapshot"]!, StringComparison.Ordinal);
        Assert.Equal(("k3s", "k3s-agent"), ((string)hosts[0]["facts"]!["unit"]!, (string)hosts[1]["facts"]!["unit"]!));
    }

    [RealHostsFact]
    public async Task Every_kind_of_difference_is_shown_with_exit_code_3_and_repaired_by_another_run_of_all_steps()
    {
        const string other = "v1.35.3+k3s1";
        await File.WriteAllBytesAsync(Path.Combine(cluster.Agent.Root, "root/k3s"), ArtefactServer.File(other, ArtefactServer.Binary));
        await cluster.Agent.RunAsync("systemctl stop k3s-agent; install -m 755 /root/k3s /usr/local/bin/k3s");
        await cluster.Server.RunAsync(
            "echo '# mine' >>/etc/rancher/k3s/config.yaml; rm /var/lib/rancher/k3s/server/audit.yaml; "
            + "systemctl disable --quiet k3s; touch /etc/rancher/k3s/k8tre/restart-pending");

        var (exitCode, hosts, errors) = await AskAsync();

        Assert.Equal((3, ""), (exitCode, errors));
        Assert.Equal(
            [
                "k3s does not start with the host",
                "/etc/rancher/k3s/config.yaml was changed or removed",
                "/var/lib/rancher/k3s/server/audit.yaml was changed or removed",
                "a change waits for a restart: the last run was interrupted",
            ],
            Drift(hosts[0]));
        Assert.Equal(["k3s-agent is not running", "/usr/local/bin/k3s was changed or removed"], Drift(hosts[1]));
        Assert.Equal(other, (string)hosts[1]["facts"]!["version"]!);

        cluster.Platform.K3s["applyGeneration"] = 2;
        (await cluster.Platform.UpAsync()).Succeeded();
        Assert.All((await AskAsync()).Hosts, host => Assert.Empty(Drift(host)));
    }

    [RealHostsFact]
    public async Task A_host_without_a_connection_is_shown_with_the_reason_and_exit_code_1()
    {
        await cluster.Agent.StopAsync();

        var (exitCode, hosts, _) = await AskAsync();

        Assert.Equal(1, exitCode);
        Assert.Null(hosts[0]["failure"]);
        Assert.NotEqual("", (string)hosts[1]["failure"]!);
    }

    private static string[] Drift(JsonNode host) => [.. host["drift"]!.AsArray().Select(line => (string)line!)];

    private async Task<(int ExitCode, JsonNode[] Hosts, string Errors)> AskAsync()
    {
        // JSON is valid YAML. Secrets are encrypted and not needed.
        using var project = new TemporaryProject().Write("Pulumi.lab.yaml", $$"""
            config:
              k8tre:platform: {{cluster.Platform.Settings.ToJsonString()}}
              k8tre:sshPrivateKey: { secure: v1:abc }
              k8tre:sudoPassword: { secure: v1:abc }
            """);
        var start = new ProcessStartInfo(
            "dotnet",
            [Built.Command, "hosts", "lab", "--json", "--identity", Path.Combine(cluster.Lab.Folder, "key"), "--program", Built.Infra])
        {
            WorkingDirectory = project.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("K8TRE_ROOT");
        using var command = Process.Start(start)!;
        var errors = command.StandardError.ReadToEndAsync();
        await command.StandardInput.WriteLineAsync(Password);
        command.StandardInput.Close();
        var output = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        Assert.DoesNotContain(Password, output + await errors, StringComparison.Ordinal);
        return (command.ExitCode, [.. JsonNode.Parse(output.Length > 0 ? output : "[]")!.AsArray().Select(host => host!)], await errors);
    }

    /// <summary>Server and agent behind a bastion, without internet access.</summary>
    public sealed class Cluster : Story
    {
        /// <summary>The server.</summary>
        internal TestHost Server { get; private set; } = null!;

        /// <summary>The agent.</summary>
        internal TestHost Agent { get; private set; } = null!;

        /// <inheritdoc/>
        private protected override async Task<PlatformOnHosts> BeginAsync()
        {
            var bastion = await Lab.StartBastionAsync("bastion");
            var inner = await Lab.StartPrivateHostsAsync("p1", "p2");
            (Server, Agent) = (inner[0], inner[1]);
            var platform = new PlatformOnHosts(Lab, [Server], [Agent]);
            var network = Server.Address[..Server.Address.LastIndexOf('.')];
            var file = Path.Combine(Lab.Folder, "k3s");
            await File.WriteAllBytesAsync(file, ArtefactServer.File(PlatformOnHosts.Version, ArtefactServer.Binary));
            platform.K3s["nodeCidr"] = $"{network}.0/24";
            platform.K3s["loadBalancerRange"] = $"{network}.200-{network}.210";
            platform.K3s["artefacts"] = new JsonObject
            {
                ["file"] = file,
                ["sha256"] = ArtefactServer.Digest(PlatformOnHosts.Version, ArtefactServer.Binary),
            };
            platform.K3s["servers"]![0]!["user"] = "careful";
            platform.K3s["agents"]![0]!["user"] = "careful";
            platform.Settings["ssh"] = new JsonObject
            {
                ["authentication"] = "privateKey",
                ["sudoAsksPassword"] = true,
                ["bastion"] = new JsonObject { ["address"] = bastion.Address, ["hostKey"] = bastion.HostKey },
            };
            platform.Stack.SetSecret("k8tre:sudoPassword", Password);
            (await platform.UpAsync()).Succeeded();
            return platform;
        }
    }
}
