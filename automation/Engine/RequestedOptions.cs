using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>Reads the resource options of a request.</summary>
internal static class RequestedOptions
{
    /// <summary>Returns the options of a registration.</summary>
    /// <param name="request">The request.</param>
    /// <param name="inherited">Options of the request, completed with those of the parent.</param>
    /// <param name="engine">Project and stack, for the URNs of aliases.</param>
    public static PlanOptions From(RegisterResourceRequest request, InheritedOptions inherited, EngineOptions engine) => new()
    {
        Protect = inherited.Protect ?? false,
        RetainOnDelete = inherited.RetainOnDelete ?? false,
        DeleteBeforeReplace = request.DeleteBeforeReplace,
        IgnoreChanges = [.. request.IgnoreChanges],
        ReplaceOnChanges = [.. request.ReplaceOnChanges],
        Aliases = [.. request.AliasURNs, .. request.Aliases.Select(alias => AliasUrn(alias, request, engine))],
        AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
        CustomTimeouts = Timeouts(request.CustomTimeouts),
        DeletedWith = NullIfEmpty(inherited.DeletedWith),
        ImportId = NullIfEmpty(request.ImportId),
        Version = NullIfEmpty(request.Version),
    };

    /// <summary>Returns the options of a resource that the program only reads.</summary>
    public static PlanOptions From(ReadResourceRequest request) => new()
    {
        AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
        Version = NullIfEmpty(request.Version),
    };

    // An alias takes the parts that it omits from the resource.
    private static string AliasUrn(Alias alias, RegisterResourceRequest request, EngineOptions engine)
    {
        if (alias.AliasCase == Alias.AliasOneofCase.Urn)
            return alias.Urn;

        var spec = alias.Spec ?? new();
        var parent = spec.ParentCase switch
        {
            Alias.Types.Spec.ParentOneofCase.ParentUrn => spec.ParentUrn,
            Alias.Types.Spec.ParentOneofCase.NoParent when spec.NoParent => "",
            _ => request.Parent,
        };
        return ResourceUrn.Create(
            NullIfEmpty(spec.Stack) ?? engine.Stack,
            NullIfEmpty(spec.Project) ?? engine.Project,
            parent,
            NullIfEmpty(spec.Type) ?? request.Type,
            NullIfEmpty(spec.Name) ?? request.Name);
    }

    private static Dictionary<string, string> Timeouts(RegisterResourceRequest.Types.CustomTimeouts? timeouts)
    {
        (string Action, string? Limit)[] limits =
            [("create", timeouts?.Create), ("update", timeouts?.Update), ("delete", timeouts?.Delete)];
        return limits.Where(limit => limit.Limit is { Length: > 0 }).ToDictionary(limit => limit.Action, limit => limit.Limit!);
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
