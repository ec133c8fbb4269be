using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts.Encryption;

/// <summary>Tests of Secrets that a KMS encrypts. The plugin is a stand-in that speaks version 2 of Kubernetes's KMS API.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class KmsTests
{
    [RealHostsFact]
    public async Task What_lies_on_the_disk_of_a_new_cluster_cannot_be_read_without_the_kms()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        await host.RunAsync("mkdir -p /etc/k3s-standin; touch /etc/k3s-standin/real-etcd");
        var (platform, kms) = (new PlatformOnHosts(lab, [host], []), new KmsOnHosts(lab));
        kms.CreateKey("first");
        kms.AddTo(platform);

        (await platform.UpAsync()).Succeeded().KeepsSecret(["canary-of-credentials", "canary-of-environment"]);
        await KmsOnHosts.CreateSecretAsync(host);

        Assert.True(await KmsOnHosts.CanReadAsync(host));
        Assert.Equal(["only"], await KmsOnHosts.StagesAsync([host]));
        // The value is in the files of etcd, and nobody can read it there.
        const string get = "ETCDCTL_API=3 etcdctl --endpoints http://127.0.0.1:2379 get --print-value-only /registry/secrets/project/notes";
        Assert.StartsWith("k8s:enc:kms:v2:k8tre:", await host.RunAsync(get), StringComparison.Ordinal);
        Assert.True(await host.SucceedsAsync("grep -rqF /registry/secrets/project/notes /var/lib/rancher/k3s/server/db/etcd/real"));
        await host.RunAsync("k3s etcd-snapshot save --name copy");
        Assert.False(await host.SucceedsAsync($"grep -rqF {KmsOnHosts.Value} /var/lib/rancher /etc/rancher /var/lib/k3s-standin"));
        Assert.False(await host.SucceedsAsync("grep -qE 'aescbc|secretbox|identity' /etc/rancher/k3s/kms/encryption.json"));

        // At a boot, the plugin comes first.
        await host.RebootAsync();
        await host.UntilAsync("systemctl is-active k3s", TimeSpan.FromSeconds(60));
        Assert.True(await KmsOnHosts.CanReadAsync(host));
        Assert.True(await host.SucceedsAsync(
            "[ $(systemctl show --property ActiveEnterTimestampMonotonic --value k8tre-kms) -lt "
            + "$(systemctl show --property ExecMainStartTimestampMonotonic --value k3s) ]"));
        Assert.Empty(await host.DriftAsync());

        // Without the KMS, K3s does not become ready, and continues by itself afterwards.
        kms.GoAway();
        await host.RunAsync("systemctl restart --no-block k3s");
        await host.UntilAsync("journalctl --unit k3s | grep -q 'kms-providers check failed'");
        Assert.False(await KmsOnHosts.CanReadAsync(host));
        kms.ComeBack();
        await host.UntilAsync("systemctl is-active k3s", TimeSpan.FromSeconds(30));
        Assert.True(await KmsOnHosts.CanReadAsync(host));

        (await platform.Stack.DestroyAsync()).Succeeded();
        await host.HasNoK3sAsync();
        Assert.False(await host.SucceedsAsync("systemctl is-active k8tre-kms || test -e /usr/local/lib/k8tre"));
    }

    [RealHostsFact]
    public async Task A_running_cluster_changes_to_a_kms_and_its_new_key_and_back_and_no_server_ever_fails_to_read_a_secret()
    {
        await using var lab = await Lab.StartAsync();
        var servers = await lab.StartHostsAsync("s1", "s2", "s3");
        using var balancer = new LoadBalancer(lab, servers);
        var (platform, kms) = (new PlatformOnHosts(lab, servers, []), new KmsOnHosts(lab));
        platform.K3s["apiEndpoint"] = new JsonObject { ["address"] = balancer.Address };
        (await platform.UpAsync()).Succeeded();
        await KmsOnHosts.CreateSecretAsync(servers[0]);
        Assert.Contains("k8s:enc:secretbox:v1:", await KmsOnHosts.StoredAsync(servers[0]), StringComparison.Ordinal);
        // A server that restarts refuses connections, which is no failure to read.
        foreach (var server in servers)
        {
            await server.RunAsync("systemd-run --quiet --unit reader bash -c 'while sleep 1; do "
                + "k3s kubectl --namespace project get secret notes --output json >/run/read 2>&1 || "
                + "{ ! grep transform /run/read >>/run/unreadable; }; done'");
        }
        kms.CreateKey("first");
        kms.AddTo(platform);

        (await platform.UpAsync()).Succeeded();

        Assert.Equal(["only", "only", "only"], await KmsOnHosts.StagesAsync(servers));
        Assert.Contains("k8s:enc:kms:v2:k8tre:", await KmsOnHosts.StoredAsync(servers[0]), StringComparison.Ordinal);
        var processes = await K3sProcesses.OfAsync(servers);
        kms.CreateKey("second");
        platform.K3s["encryptionKeyGeneration"] = 2;
        Assert.Single((await platform.UpAsync()).Succeeded().Changes);
        Assert.Empty(await processes.RestartedAsync());
        kms.DeleteKey("first");
        foreach (var server in servers)
        {
            await server.RunAsync("systemctl restart k3s");
            Assert.True(await KmsOnHosts.CanReadAsync(server));
        }

        platform.K3s["secretsEncryption"]!.AsObject().Remove("kms");
        var refused = (await platform.UpAsync()).Failed();
        Assert.Contains("with a KMS (stage only), and secretsEncryption.kms is not set", refused.Message, StringComparison.Ordinal);
        Assert.True(await KmsOnHosts.CanReadAsync(servers[0]));

        kms.AddTo(platform);
        platform.K3s["secretsEncryption"]!["kms"]!["retire"] = true;
        (await platform.UpAsync()).Succeeded();
        Assert.Equal(["retired", "retired", "retired"], await KmsOnHosts.StagesAsync(servers));
        Assert.Contains("k8s:enc:secretbox:v1:", await KmsOnHosts.StoredAsync(servers[0]), StringComparison.Ordinal);
        platform.K3s.Remove("secretsEncryption");
        (await platform.UpAsync()).Succeeded();
        kms.DeleteKey("second");
        foreach (var server in servers)
        {
            Assert.True(await KmsOnHosts.CanReadAsync(server));
            Assert.False(await server.SucceedsAsync("systemctl is-active k8tre-kms || test -e /etc/rancher/k3s/kms"));
            var unreadable = await server.RunAsync("cat /run/unreadable 2>/dev/null || true");
            Assert.True(unreadable.Length == 0, unreadable);
        }
    }

    [RealHostsFact]
    public async Task A_snapshot_from_before_the_kms_is_restored_and_its_secrets_are_encrypted_with_the_kms()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        var (platform, kms) = (new PlatformOnHosts(lab, [host], []), new KmsOnHosts(lab));
        (await platform.UpAsync()).Succeeded();
        await KmsOnHosts.CreateSecretAsync(host);
        platform.K3s["takeSnapshot"] = "before-kms";
        (await platform.UpAsync()).Succeeded();
        var snapshot = await host.RunAsync("ls /var/lib/rancher/k3s/server/db/snapshots/before-kms-*");
        kms.CreateKey("first");
        kms.AddTo(platform);
        (await platform.UpAsync()).Succeeded();

        platform.K3s["restoreFrom"] = snapshot;
        (await platform.UpAsync()).Succeeded();

        Assert.True(await KmsOnHosts.CanReadAsync(host));
        Assert.Equal(["only"], await KmsOnHosts.StagesAsync([host]));
        Assert.Contains("k8s:enc:kms:v2:k8tre:", await KmsOnHosts.StoredAsync(host), StringComparison.Ordinal);
    }

    [RealHostsFact]
    public async Task A_plugin_that_does_not_start_or_is_another_one_is_named_and_k3s_keeps_its_keys()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        var (platform, kms) = (new PlatformOnHosts(lab, [host], []), new KmsOnHosts(lab));
        (await platform.UpAsync()).Succeeded();
        await KmsOnHosts.CreateSecretAsync(host);
        kms.CreateKey("first");
        kms.AddTo(platform);
        platform.K3s["secretsEncryption"]!["kms"]!["sha256"] = new string('a', 64);
        var processes = await K3sProcesses.OfAsync([host]);

        Assert.Contains("and secretsEncryption.kms.sha256 is aaaa", (await platform.UpAsync()).Failed().Message, StringComparison.Ordinal);
        Assert.Empty(await processes.RestartedAsync());

        kms.AddTo(platform);
        platform.Stack.SetSecret("k8tre:kmsCredentials", "wrong credentials");
        var failed = (await platform.UpAsync()).Failed();
        Assert.Contains("the KMS plugin did not open /run/k8tre-kms/kms.sock", failed.Message, StringComparison.Ordinal);
        Assert.Contains("the KMS refuses the credentials", failed.Message, StringComparison.Ordinal);
        Assert.Empty(await processes.RestartedAsync());
        Assert.True(await KmsOnHosts.CanReadAsync(host));
    }
}
