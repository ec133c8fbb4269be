namespace K8tre.Automation.Plans;

/// <summary>The resource options of a plan; a default stands for an option that was not given.</summary>
/// <remarks>A plan that somebody else wrote may leave out lists, which the serializer reads as null.</remarks>
internal sealed record PlanOptions
{
    /// <summary>Whether deleting the resource is refused; inherited from the parent.</summary>
    public bool Protect { get; init; }

    /// <summary>Whether the real thing stays when the resource is deleted; inherited from the parent.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>Whether a replacement deletes first.</summary>
    public bool DeleteBeforeReplace { get; init; }

    /// <summary>Paths of the inputs whose changes are ignored.</summary>
    public IReadOnlyList<string> IgnoreChanges { get; init => field = value ?? []; } = [];

    /// <summary>Paths of the inputs whose change replaces the resource.</summary>
    public IReadOnlyList<string> ReplaceOnChanges { get; init => field = value ?? []; } = [];

    /// <summary>URNs under which the resource was known before.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>Outputs that are secret beyond those the provider marks.</summary>
    public IReadOnlyList<string> AdditionalSecretOutputs { get; init => field = value ?? []; } = [];

    /// <summary>How long <c>create</c>, <c>update</c> and <c>delete</c> may take, such as <c>30m</c>.</summary>
    public IReadOnlyDictionary<string, string> CustomTimeouts { get; init => field = value ?? new Dictionary<string, string>(); } =
        new Dictionary<string, string>();

    /// <summary>URN of the resource whose deletion takes this one along; inherited from the parent.</summary>
    public string? DeletedWith { get; init; }

    /// <summary>Id of the existing thing that the resource takes over.</summary>
    public string? ImportId { get; init; }

    /// <summary>Version of the provider package that the program was built with.</summary>
    public string? Version { get; init; }
}
