using K8tre.Components.GitOps.Registration;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using KubernetesCustomResource = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Inputs of <see cref="RootApplication"/>.</summary>
public sealed record RootApplicationArgs
{
    /// <summary>Argo CD's namespace.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>URL of the Git repository of K8TRE, HTTPS or SSH.</summary>
    public required string RepoUrl { get; init; }

    /// <summary>Branch, tag or commit of the repository.</summary>
    public required string TargetRevision { get; init; }

    /// <summary>Indicates that the plugin replaces registries of images by their mirrors. Default: false.</summary>
    public bool HasMirrors { get; init; }

    /// <summary>
    /// Indicates that Argo CD installs K8TRE in its own cluster. Otherwise that cluster is no destination of K8TRE's Applications.
    /// </summary>
    public required bool IsTarget { get; init; }

    /// <summary>Resources that must exist before the Application and its project: Argo CD. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];

    /// <summary>
    /// Resources that must exist before the Application only: access to a private repository, the registration of the only cluster.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<Resource> ApplicationDependsOn { get; init; } = [];
}

/// <summary>App of apps of K8TRE's ApplicationSets, patched to use the operator's repository and revision without a fork.</summary>
/// <remarks>Upstream's version: https://github.com/k8tre/k8tre/blob/main/app_of_apps/root-app-of-apps.yaml</remarks>
public sealed class RootApplication : ComponentResource
{
    /// <summary>Creates the Application and its project for the Argo CD of the inherited provider.</summary>
    public RootApplication(string name, RootApplicationArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:RootApplication", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this, DependsOn = [.. args.DependsOn] };
        var project = new AppProject($"{name}-project", AppProjectArgs.Bootstrap(args), inside);
        var common = new AppProject($"{name}-default-project", AppProjectArgs.Default(args), inside);
        _ = new Application(
            name,
            new(args, project.Metadata.Apply(metadata => metadata.Name)),
            new() { Parent = this, DependsOn = [common, .. args.DependsOn, .. args.ApplicationDependsOn] });

        RegisterOutputs();
    }

    private sealed class AppProject(string name, AppProjectArgs args, CustomResourceOptions options)
        : KubernetesCustomResource(name, args, options);

    private sealed class AppProjectArgs : CustomResourceArgs
    {
        private const string OwnCluster = "https://kubernetes.default.svc";

        private AppProjectArgs(ObjectMetaArgs metadata, InputMap<object> spec)
            : base("argoproj.io/v1alpha1", "AppProject") => (Metadata, Spec) = (metadata, spec);

        [Input("spec", required: true)]
        public InputMap<object> Spec { get; }

        // K8TRE's Applications are in the project `default`, as upstream. This project allows only their ApplicationSets.
        public static AppProjectArgs Bootstrap(RootApplicationArgs args) => new(
            new() { Name = "bootstrap", Namespace = args.Namespace },
            new()
            {
                ["description"] = "The ApplicationSets of K8TRE, and nothing else.",
                ["sourceRepos"] = new[] { args.RepoUrl },
                ["destinations"] = new[]
                {
                    new InputMap<object>
                    {
                        ["server"] = OwnCluster,
                        ["namespace"] = args.Namespace.Apply(@namespace => (object)@namespace),
                    },
                },
                ["clusterResourceWhitelist"] = Array.Empty<object>(),
                ["namespaceResourceWhitelist"] = new[] { new InputMap<object> { ["group"] = "argoproj.io", ["kind"] = "ApplicationSet" } },
            });

        // Argo CD creates this project itself, for any repository and any cluster. So its fields are taken over.
        public static AppProjectArgs Default(RootApplicationArgs args) => new(
            new()
            {
                Name = "default",
                Namespace = args.Namespace,
                Annotations = { ["pulumi.com/patchForce"] = "true" },
            },
            new()
            {
                ["description"] = "The Applications of K8TRE, from its repository.",
                ["sourceRepos"] = new[] { args.RepoUrl },
                ["destinations"] = args.IsTarget ? [Anywhere(OwnCluster)] : new[] { Anywhere($"!{OwnCluster}"), Anywhere("*") },
                ["clusterResourceWhitelist"] = new[] { new InputMap<object> { ["group"] = "*", ["kind"] = "*" } },
            });

        private static InputMap<object> Anywhere(string server) => new() { ["server"] = server, ["namespace"] = "*" };
    }

    private sealed class Application(string name, ApplicationArgs args, CustomResourceOptions options)
        : KubernetesCustomResource(name, args, options);

    private sealed class ApplicationArgs : CustomResourceArgs
    {
        public ApplicationArgs(RootApplicationArgs args, Output<string> project)
            : base("argoproj.io/v1alpha1", "Application")
        {
            Metadata = new ObjectMetaArgs { Name = "root-app-of-apps", Namespace = args.Namespace };
            Spec = new InputMap<object>
            {
                ["project"] = project.Apply(known => (object)known),
                ["source"] = new InputMap<object>
                {
                    ["repoURL"] = args.RepoUrl,
                    ["targetRevision"] = args.TargetRevision,
                    ["path"] = "appsets",
                    ["kustomize"] = new InputMap<object>
                    {
                        ["commonLabels"] = new InputMap<object> { ["app.kubernetes.io/managed-by"] = "argocd" },
                        ["commonAnnotations"] = new InputMap<object> { ["app.kubernetes.io/part-of"] = "k8tre" },
                        ["patches"] = ApplicationSetPatches.For(args.RepoUrl, args.TargetRevision)
                            .Concat(args.HasMirrors ? ApplicationSetPatches.ForMirrors() : []).ToArray(),
                    },
                },
                ["destination"] = new InputMap<object>
                {
                    ["name"] = ClusterConnection.InCluster.Name,
                    ["namespace"] = args.Namespace.Apply(@namespace => (object)@namespace),
                },
                ["syncPolicy"] = new InputMap<object>
                {
                    ["automated"] = new InputMap<object> { ["prune"] = true, ["selfHeal"] = true },
                    ["retry"] = ApplicationSetPatches.Retry.ToValue(),
                },
            };
        }

        [Input("spec", required: true)]
        public InputMap<object> Spec { get; }
    }
}
