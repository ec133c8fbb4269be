using Pulumi.Automation;
using Pulumi.Automation.Events;

namespace K8tre.Automation.Operations.Steps;

/// <summary>States of a step.</summary>
internal enum StepState
{
    /// <summary>The step has started.</summary>
    Running,

    /// <summary>The step has succeeded.</summary>
    Done,

    /// <summary>The step has failed.</summary>
    Failed,
}

/// <summary>Operation of the engine on a resource.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Urn">URN of the resource.</param>
/// <param name="Type">Type of the resource.</param>
/// <param name="Name">Name of the resource.</param>
/// <param name="Properties">Names of the properties that change, in ordinal order.</param>
/// <param name="Fingerprint">Hash of the inputs, in which secrets are masked.</param>
internal sealed record Step(
    OperationType Operation, string Urn, string Type, string Name, IReadOnlyList<string> Properties, string Fingerprint)
{
    /// <summary>State of the step.</summary>
    public StepState State { get; init; }

    /// <summary>Duration. Zero until the step ends.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>True if the step changes a resource.</summary>
    public bool IsChange => Operation
        is not (OperationType.Same or OperationType.Read or OperationType.Refresh or OperationType.ReadDiscard or OperationType.Unknown);

    /// <summary>True for a provider that the engine itself creates. No program registers it, and people do not look for it.</summary>
    public bool IsDefaultProvider
        => Type.StartsWith("pulumi:providers:", StringComparison.Ordinal) && Name.StartsWith("default", StringComparison.Ordinal);

    /// <summary>Symbol of the operation, as the Pulumi CLI prints it.</summary>
    public string Symbol => Operation switch
    {
        OperationType.Create or OperationType.Import => "+",
        OperationType.Update => "~",
        OperationType.Delete => "-",
        OperationType.Replace or OperationType.ImportReplacement => "+-",
        OperationType.CreateReplacement => "++",
        OperationType.DeleteReplaced or OperationType.DiscardReplaced => "--",
        _ => "",
    };

    /// <summary>Name of the operation, as the engine writes it.</summary>
    public string OperationName => Operation switch
    {
        OperationType.CreateReplacement => "create-replacement",
        OperationType.DeleteReplaced => "delete-replaced",
        OperationType.ReadReplacement => "read-replacement",
        OperationType.ReadDiscard => "discard",
        OperationType.DiscardReplaced => "discard-replaced",
        OperationType.RemovePendingReplace => "remove-pending-replace",
        OperationType.ImportReplacement => "import-replacement",
        var operation => operation.ToString().ToLowerInvariant(),
    };

    /// <summary>Creates a step from the event of its start.</summary>
    public static Step Start(StepEventMetadata step) => new(
        step.Op,
        step.Urn,
        step.Type,
        NameOf(step.Urn),
        [.. PropertiesOf(step).Order(StringComparer.Ordinal)],
        Steps.Fingerprint.Of(step.New?.Inputs));

    /// <summary>The last part of a URN.</summary>
    public static string NameOf(string urn) => urn[(urn.LastIndexOf("::", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..];

    private static IEnumerable<string> PropertiesOf(StepEventMetadata step)
        => step.Diffs is { IsDefaultOrEmpty: false } diffs ? diffs : step.DetailedDiff?.Keys ?? [];
}
