using K8tre.Components.Clusters;
using K8tre.Components.OnPrem.Ssh;
using Pulumi.Kubernetes.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.OnPrem;

/// <summary>NVIDIA's device plugin on the agents with GPUs. It offers their GPUs to pods as <c>nvidia.com/gpu</c>.</summary>
/// <remarks>
/// K3s finds NVIDIA's container runtime on a host and has the runtime class <c>nvidia</c> for it, which pods with GPUs name:
/// https://docs.k3s.io/advanced#alternative-container-runtime-support. The plugin runs as NVIDIA's own manifest does:
/// https://github.com/NVIDIA/k8s-device-plugin/blob/v0.18.2/deployments/static/nvidia-device-plugin.yml
/// </remarks>
public sealed class GpuDevicePlugin : ComponentResource
{
    private const string App = "nvidia-device-plugin", Sockets = "/var/lib/kubelet/device-plugins";

    /// <summary>Installs the plugin in the cluster of the inherited provider.</summary>
    public GpuDevicePlugin(string name, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:GpuDevicePlugin", name, options)
    {
        InputMap<string> labels = new() { ["app.kubernetes.io/name"] = App };
        _ = new DaemonSet(name, new DaemonSetArgs
        {
            Metadata = new ObjectMetaArgs { Name = App, Namespace = "kube-system", Labels = labels },
            Spec = new DaemonSetSpecArgs
            {
                Selector = new LabelSelectorArgs { MatchLabels = labels },
                Template = new PodTemplateSpecArgs { Metadata = new ObjectMetaArgs { Labels = labels }, Spec = Pod() },
            },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    private static PodSpecArgs Pod() => new()
    {
        AutomountServiceAccountToken = false,
        NodeSelector = { [SshHost.GpuLabel] = "true" },
        // GPUs are often kept for pods that need them by a taint.
        Tolerations = new TolerationArgs { Operator = "Exists" },
        PriorityClassName = "system-node-critical",
        RuntimeClassName = "nvidia",
        Containers = new ContainerArgs
        {
            Name = App,
            Image = Versions.NvidiaDevicePlugin.ToString(),
            // A GPU that fails stops the plugin, so that the node offers none.
            Env = new EnvVarArgs { Name = "FAIL_ON_INIT_ERROR", Value = "true" },
            Resources = new ResourceRequirementsArgs
            {
                Requests = { ["cpu"] = "10m", ["memory"] = "64Mi" },
                Limits = { ["memory"] = "128Mi" },
            },
            SecurityContext = new SecurityContextArgs
            {
                AllowPrivilegeEscalation = false,
                Capabilities = new CapabilitiesArgs { Drop = "ALL" },
                ReadOnlyRootFilesystem = true,
                SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
            },
            VolumeMounts = new VolumeMountArgs { Name = "sockets", MountPath = Sockets },
        },
        Volumes = new VolumeArgs { Name = "sockets", HostPath = new HostPathVolumeSourceArgs { Path = Sockets, Type = "Directory" } },
    };
}

/// <summary>Add-on that installs <see cref="GpuDevicePlugin"/>.</summary>
public sealed class GpuAddOn : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "gpu";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new GpuDevicePlugin(context.Name, context.Options);
    }
}
