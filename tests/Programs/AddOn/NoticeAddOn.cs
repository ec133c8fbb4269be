using K8tre.Components.Clusters;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace AddOn;

/// <summary>Notice in every cluster that names who runs it.</summary>
internal sealed class NoticeAddOn(string name, AddOnPhase phase) : IClusterAddOn
{
    public string Name => name;

    public AddOnPhase Phase => phase;

    public Resource Install(AddOnContext context) => new Notice(context.Name, context.Cluster.ClusterName, context.Options);

    private sealed class Notice : ComponentResource
    {
        public Notice(string name, string cluster, ComponentResourceOptions options)
            : base("example:addons:Notice", name, options)
        {
            _ = new ConfigMap($"{name}-text", new ConfigMapArgs
            {
                Metadata = new ObjectMetaArgs { Name = name, Namespace = "kube-system" },
                Data = { ["notice"] = $"{cluster} is run by the research computing team" },
            }, new() { Parent = this });

            RegisterOutputs();
        }
    }
}
