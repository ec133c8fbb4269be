using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts.Encryption;

/// <summary>Tests of the algorithm with which K3s's own keys encrypt Secrets.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class ProviderTests
{
    [RealHostsFact]
    public async Task A_cluster_of_an_earlier_version_changes_from_aescbc_to_secretbox_and_loses_no_secret()
    {
        await using var lab = await Lab.StartAsync();
        var servers = await lab.StartHostsAsync("s1", "s2", "s3");
        using var balancer = new LoadBalancer(lab, servers);
        var platform = new PlatformOnHosts(lab, servers, []);
        platform.K3s["apiEndpoint"] = new JsonObject { ["address"] = balancer.Address };
        platform.K3s["secretsEncryption"] = new JsonObject { ["provider"] = "aescbc" };
        (await platform.UpAsync()).Succeeded();
        await KmsOnHosts.CreateSecretAsync(servers[0]);
        Assert.Contains("k8s:enc:aescbc:v1:", await KmsOnHosts.StoredAsync(servers[0]), StringComparison.Ordinal);
        platform.K3s.Remove("secretsEncryption");

        (await platform.UpAsync()).Succeeded();

        Assert.Contains("k8s:enc:secretbox:v1:", await KmsOnHosts.StoredAsync(servers[0]), StringComparison.Ordinal);
        var status = await servers[0].RunAsync("k3s secrets-encrypt status");
        Assert.Contains("XSalsa20-POLY1305", status, StringComparison.Ordinal);
        Assert.Contains("All hashes match", status, StringComparison.Ordinal);
        foreach (var server in servers)
            Assert.True(await KmsOnHosts.CanReadAsync(server));
        // Nothing is rotated again.
        var processes = await K3sProcesses.OfAsync(servers);
        platform.K3s["applyGeneration"] = 2;
        (await platform.UpAsync()).Succeeded();
        Assert.Empty(await processes.RestartedAsync());
        Assert.Equal(status, await servers[0].RunAsync("k3s secrets-encrypt status"));
    }
}
