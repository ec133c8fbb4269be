using Pulumi.Command.Remote.Inputs;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Tests.Offline.Bindings;

public sealed class DefaultsTests
{
    [Fact]
    public async Task A_Kubernetes_object_states_its_version_and_kind()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Pulumi.Kubernetes.Networking.V1.NetworkPolicy("deny"));

        Trial.AssertJson("""{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy"}""", mocks.Inputs("deny"));
    }

    [Fact]
    public async Task A_constant_overrules_what_the_caller_gave()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Pulumi.Kubernetes.Core.V1.Namespace(
            "apps", new() { ApiVersion = "v2", Kind = "Space", Metadata = new ObjectMetaArgs { Name = "apps" } }));

        Trial.AssertJson("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"apps"}}""", mocks.Inputs("apps"));
    }

    [Fact]
    public async Task A_Helm_release_asks_for_the_compatible_behaviour()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Pulumi.Kubernetes.Helm.V3.Release("argocd", new() { Chart = "argo-cd" }));

        Trial.AssertJson("""{"chart":"argo-cd","compat":"true"}""", mocks.Inputs("argocd"));
    }

    [Fact]
    public async Task A_connection_has_the_defaults_of_the_provider()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Pulumi.Command.Remote.Command("hello", new()
        {
            Connection = new ConnectionArgs { Host = "node-1", Proxy = new ProxyConnectionArgs { Host = "bastion", User = "jump" } },
            Create = "hostname",
        }));

        Trial.AssertJson(
            """
            {
              "host": "node-1", "user": "root", "port": 22, "dialErrorLimit": 10, "perDialTimeout": 15,
              "proxy": { "host": "bastion", "user": "jump", "port": 22, "dialErrorLimit": 10, "perDialTimeout": 15 }
            }
            """,
            mocks.Inputs("hello")["connection"]);
    }

    [Fact]
    public async Task A_default_of_the_provider_gives_way_to_the_caller()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Pulumi.AzureNative.Network.VirtualNetwork(
            "hub", new() { ResourceGroupName = "rg", EnableDdosProtection = true }));

        Trial.AssertJson(
            """{"resourceGroupName":"rg","enableDdosProtection":true,"enableVmProtection":false}""", mocks.Inputs("hub"));
    }
}
