namespace K8tre.Stacks;

/// <summary>Argo CD that clusters are registered with, in this stack or in another one.</summary>
/// <param name="Kubernetes">Kubernetes provider of the cluster that it runs in.</param>
/// <param name="Namespace">Its namespace.</param>
internal sealed record ArgoCdServer(ProviderResource Kubernetes, Input<string> Namespace)
{
    /// <summary>Resources that must exist before a registration. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];

    /// <summary>
    /// This stack, <c>organization/project/stack</c>, if Argo CD belongs to another one. Default: Argo CD belongs to this stack.
    /// </summary>
    public string? DependantStack { get; init; }
}
