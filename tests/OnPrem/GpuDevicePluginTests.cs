using System.Text.Json.Nodes;
using K8tre.Components.OnPrem;
using Pulumi.Kubernetes.Apps.V1;

namespace K8tre.Tests.OnPrem;

public sealed class GpuDevicePluginTests
{
    [Fact]
    public async Task The_plugin_runs_on_nodes_with_gpus_only_whatever_their_taints()
    {
        var pod = await PodAsync();

        Assert.Equal("""{"nvidia.com/gpu.present":"true"}""", pod["nodeSelector"]!.ToJsonString());
        Assert.Equal("""[{"operator":"Exists"}]""", pod["tolerations"]!.ToJsonString());
        Assert.Equal("nvidia", (string)pod["runtimeClassName"]!);
    }

    [Fact]
    public async Task The_plugin_has_no_rights_but_the_folder_of_kubelets_sockets()
    {
        var pod = await PodAsync();
        var container = Assert.Single(pod["containers"]!.AsArray())!;

        Assert.False((bool)pod["automountServiceAccountToken"]!);
        Assert.Equal("ALL", (string)container["securityContext"]!["capabilities"]!["drop"]![0]!);
        Assert.False((bool)container["securityContext"]!["allowPrivilegeEscalation"]!);
        Assert.Equal(
            "/var/lib/kubelet/device-plugins", (string)Assert.Single(pod["volumes"]!.AsArray())!["hostPath"]!["path"]!);
        Assert.Contains("@sha256:", (string)container["image"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_gpus_has_the_label_that_the_plugin_looks_for()
    {
        var graph = await ResourceGraph.OfAsync(
            options => new K3sCluster("k3s", Hosts.Five with { Agents = [Hosts.Numbered("gpu", 21) with { HasGpu = true }] }, options));

        Assert.Contains("nvidia.com/gpu.present=true", HostInput.For(graph, "k3s-gpu-admit")["labels"].Split(' '));
        Assert.Equal("yes", HostInput.For(graph, "k3s-preflight-gpu")["gpu"]);
        Assert.Equal("no", HostInput.For(graph, "k3s-preflight-one")["gpu"]);
        Assert.DoesNotContain("nvidia", HostInput.For(graph, "k3s-one")["labels"], StringComparison.Ordinal);
    }

    private static async Task<JsonNode> PodAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new GpuDevicePlugin("gpu", options));
        Assert.Empty(graph.Orphans);
        return Json.Of(graph.Requests[graph.Single<DaemonSet>().GetResourceName()].Inputs)!["spec"]!["template"]!["spec"]!;
    }
}
