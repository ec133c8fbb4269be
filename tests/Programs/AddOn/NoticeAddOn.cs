using K8tre.Components.Clusters;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace AddOn;

/// <summary>Puts a notice into every cluster: who runs it.</summary>
internal sealed class NoticeAddOn(string name, AddOnOrder order) : IClusterAddOn
{
    public string Name => name;

    public AddOnOrder Order => order;

    public Output<string> Install(AddOnSite site) => new Notice(site.Name, site.Cluster.ClusterName, site.Options).Installed;

    private sealed class Notice : ComponentResource
    {
        public Notice(string name, string cluster, ComponentResourceOptions options)
            : base("example:addons:Notice", name, options)
        {
            var map = new ConfigMap(name, new ConfigMapArgs
            {
                Metadata = new ObjectMetaArgs { Name = name, Namespace = "kube-system" },
                Data = { ["notice"] = $"{cluster} is run by the research computing team" },
            }, new() { Parent = this });

            Installed = map.Id;
        }

        public Output<string> Installed { get; }
    }
}
