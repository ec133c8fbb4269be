using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of secrets with special characters of shells, JSON and YAML: they work and are shown nowhere.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class SecretsTests
{
    // First part of every secret. The last part identifies the secret.
    private const string Hostile = "quo\"te's \\n $(touch /executed) `touch /executed` ;touch /executed; ";

    // The settings accept any letters in an address, but no space.
    private const string HostilePath = "$(touch${IFS}/executed)`touch${IFS}/executed`";

    private static readonly string[] Canaries =
        ["canary-of-sudo", "canary-of-token", "canary-of-second-token", "canary-of-access", "canary-of-secret-key", "canary-of-registry"];

    [RealHostsFact, Trait("Scenario", "25")]
    public async Task Secrets_with_any_characters_work_and_are_shown_nowhere_after_good_and_failed_runs()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("one", "two");
        var platform = new PlatformOnHosts(lab, [hosts[0]], [hosts[1]]);
        var texts = Canaries.Append(lab.PrivateKey.Split('\n')[2]).ToArray();
        foreach (var host in hosts)
        {
            await File.WriteAllTextAsync(Path.Combine(host.Root, "root/password"), $"careful:{Hostile}canary-of-sudo\n");
            await host.RunAsync("chpasswd </root/password; rm /root/password");
        }
        foreach (var host in platform.K3s["servers"]!.AsArray().Concat(platform.K3s["agents"]!.AsArray()))
            host!["user"] = "careful";
        platform.Settings["ssh"]!["sudoAsksPassword"] = true;
        platform.K3s["registries"] = new JsonObject
        {
            ["signIn"] = true,
            ["mirrors"] = new JsonArray(
                new JsonObject { ["registry"] = "docker.io", ["endpoints"] = new JsonArray($"https://example.org/{HostilePath}") }),
        };
        platform.K3s["snapshots"] = new JsonObject { ["s3"] = new JsonObject { ["endpoint"] = "s3.example.org", ["bucket"] = "tre" } };
        platform.Stack.SetSecret("k8tre:sudoPassword", $"{Hostile}canary-of-sudo");
        platform.Stack.SetSecret("k8tre:k3sToken", $"{Hostile}canary-of-token");
        platform.Stack.SetSecret("k8tre:snapshotAccessKey", $"{Hostile}canary-of-access");
        platform.Stack.SetSecret("k8tre:snapshotSecretKey", $"{Hostile}canary-of-secret-key");
        platform.Stack.SetSecret("k8tre:registryCredentials", new JsonObject
        {
            ["ghcr.io"] = new JsonObject { ["username"] = "tre", ["password"] = $"{Hostile}canary-of-registry" },
        }.ToJsonString());
        var watches = await Task.WhenAll(hosts.Select(host => LeakWatch.StartAsync(host, texts.Append("a known leak"))));

        var good = (await platform.UpAsync()).Succeeded();
        Assert.Equal($"{Hostile}canary-of-token", await hosts[0].RunAsync("sed 's/.*::server://' /var/lib/rancher/k3s/server/token"));
        Assert.True(await hosts[0].SucceedsAsync("k3s kubectl get nodes two"));

        platform.Stack.SetSecret("k8tre:k3sToken", $"{Hostile}canary-of-second-token");
        var rotated = (await platform.UpAsync()).Succeeded();
        Assert.Equal(
            $"{Hostile}canary-of-second-token", await hosts[0].RunAsync("sed 's/.*::server://' /var/lib/rancher/k3s/server/token"));
        Assert.DoesNotContain(
            "canary-of-token",
            await hosts[0].RunAsync("grep -r canary-of /etc/rancher/k3s /var/lib/rancher/k3s"),
            StringComparison.Ordinal);

        await hosts[0].SetFaultsAsync("exits-at-start");
        platform.K3s["podSecurityExemptions"] = new JsonArray("other");
        var failed = await platform.UpAsync();
        Assert.Contains("the fault exits-at-start is set", failed.Failed().Message, StringComparison.Ordinal);
        // The checksums of another version are read.
        platform.K3s["version"] = "v1.36.9+k3s1";
        platform.K3s["artefacts"] = new JsonObject { ["mirror"] = $"{lab.Artefacts.Location}{HostilePath}/" };
        var unread = await platform.UpAsync();
        Assert.Contains(
            $"read-checksums: could not read {lab.Artefacts.Location}$(touch$", unread.Failed().Message, StringComparison.Ordinal);
        await hosts[0].RunAsync("bash -c 'sleep 0.5; : a known leak'");

        var seen = (await Task.WhenAll(watches.Select(watch => watch.EndAsync()))).SelectMany(found => found).ToArray();
        Assert.Contains("a known leak in bash", seen);
        Assert.DoesNotContain(seen, leak => !leak.StartsWith("a known leak", StringComparison.Ordinal));
        string[] made =
        [
            await hosts[1].RunAsync("sed 's/.*::node://' /etc/rancher/k3s/token"),
            await hosts[0].RunAsync("sed -n 's/.*client-key-data: //p' /etc/rancher/k3s/k3s.yaml"),
        ];
        foreach (var host in hosts)
        {
            Assert.Empty(await ReadableAsync(host, [.. texts, .. made]));
            Assert.False(await host.SucceedsAsync("compgen -G '/run/k8tre.*/' || test -e /executed -o -e /home/careful/executed"));
        }
        foreach (var report in new[] { good, rotated, failed, unread })
            report.KeepsSecret([.. texts, .. made]);
    }

    // Secrets in files that users other than root can read, and in the journal.
    private static async Task<IReadOnlyList<string>> ReadableAsync(TestHost host, IEnumerable<string> secrets)
    {
        await File.WriteAllLinesAsync(Path.Combine(host.Root, "root/secrets"), secrets);
        var found = await host.RunAsync("""
            runuser --user guest -- grep --recursive --files-with-matches --fixed-strings --text --no-messages --devices skip \
              --exclude-dir proc --exclude-dir sys --exclude-dir dev --file - / </root/secrets
            journalctl --all --output export | grep --text --fixed-strings --file /root/secrets
            find / -xdev -type f -not -path /root/secrets -exec grep --files-with-matches --fixed-strings --text --file /root/secrets {} + |
              grep -vE -e '^/etc/rancher/k3s/((config|registries|k3s)\.yaml|token|agent-token)$' \
                -e '^/var/lib/rancher/k3s/server/(token|agent-token|cred/passwd|manifests/k8tre-longhorn-backup\.yaml)$'
            true
            """);
        return found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
