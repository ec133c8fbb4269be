namespace K8tre.PlanModel;

/// <summary>Resource options of a plan. An option that the program does not set has its default.</summary>
/// <remarks>A plan from another source can omit lists. The serializer reads them as null.</remarks>
public sealed record PlanOptions
{
    /// <summary>True if the engine refuses to delete the resource. Inherited from the parent.</summary>
    public bool Protect { get; init; }

    /// <summary>True if the provider keeps the resource when it leaves the stack. Inherited from the parent.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>True if a replacement deletes the old resource first.</summary>
    public bool DeleteBeforeReplace { get; init; }

    /// <summary>Paths of the inputs whose changes are ignored.</summary>
    public IReadOnlyList<string> IgnoreChanges { get; init => field = value ?? []; } = [];

    /// <summary>Paths of the inputs whose changes replace the resource.</summary>
    public IReadOnlyList<string> ReplaceOnChanges { get; init => field = value ?? []; } = [];

    /// <summary>Former URNs of the resource.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>Secret outputs, in addition to those that the provider marks.</summary>
    public IReadOnlyList<string> AdditionalSecretOutputs { get; init => field = value ?? []; } = [];

    /// <summary>Time limits of <c>create</c>, <c>update</c> and <c>delete</c>, such as <c>30m</c>.</summary>
    public IReadOnlyDictionary<string, string> CustomTimeouts { get; init => field = value ?? new Dictionary<string, string>(); } =
        new Dictionary<string, string>();

    /// <summary>URN of the resource whose deletion also deletes this one. Inherited from the parent.</summary>
    public string? DeletedWith { get; init; }

    /// <summary>Id of the existing resource to import.</summary>
    public string? ImportId { get; init; }

    /// <summary>Version of the provider package that the program was built with.</summary>
    public string? Version { get; init; }
}
