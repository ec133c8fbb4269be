using System.Collections.Concurrent;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Providers;
using K8tre.Automation.Projects;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Automation.Engine.Updates;

/// <summary>Previews the deployment of a program over a recorded state.</summary>
/// <remarks>
/// A resource that does not change returns its recorded outputs. The outputs of any other one are unknown, except for its inputs. If the
/// inputs of a provider are unknown, its resources are updated and all their outputs are unknown. The Pulumi CLI does the same in
/// <c>pulumi preview</c>. A provider can know more outputs in advance than this preview, which then shows more changes than the CLI.
/// </remarks>
internal sealed class UpdatePreview(RecordedState state)
{
    private const string UnknownProvider = "its provider is not known before the deployment";

    private readonly ConcurrentDictionary<string, PlanChange> _changes = [];
    private readonly ConcurrentDictionary<string, PlanChange> _undetermined = [];
    private readonly ConcurrentDictionary<string, string> _matched = [];
    private int _maskedInputs;

    /// <summary>Returns the state of a resource during the preview.</summary>
    /// <param name="request">The registration.</param>
    /// <param name="resource">The registration as an entry in the plan, without outputs.</param>
    /// <param name="simulated">State of a new resource.</param>
    /// <param name="provider">Provider of the resource. Null for a component and for a provider.</param>
    public ResourceState Preview(
        RegisterResourceRequest request, PlanResource resource, ResourceState simulated, RecordedResource? provider)
    {
        // Outputs that are not inputs, such as credentials that a record masks, do not configure a provider.
        var isProviderUnknown = provider?.State.Fields
            .Any(field => provider.Plan.Inputs.ContainsKey(field.Key) && WireValue.ContainsUnknown(field.Value)) is true;
        var inputs = ProviderView.From(request.Object);
        var outputs = isProviderUnknown ? PreviewedOutputs.Unknown : PreviewedOutputs.Of(inputs, simulated.Outputs);
        if (state.Find(resource) is not { Read: false } old)
        {
            Add(resource, ChangeAction.Create, []);
            return new("", outputs.WithoutOld());
        }

        _matched[old.Urn] = resource.Urn;
        var comparison = Compare(old, resource);
        Interlocked.Add(ref _maskedInputs, comparison.MaskedCount);
        var becameUnknown = state.IsDeployed ? [] : comparison.BecameUnknown;
        var changed = comparison.Changed
            .Concat(comparison.Unknown.Where(pointer => becameUnknown.Contains(pointer) || IsFromChange(resource, pointer)))
            .Where(pointer => !IsIgnored(resource, pointer))
            .ToList();
        // A provider with unknown inputs cannot be asked for replacements.
        var replacing = isProviderUnknown
            ? []
            : Replacements.Of(resource, provider?.Plan, Decisive(resource, comparison, changed)).ToList();
        var isProviderChanged = IsProviderChanged(old, resource);
        if (replacing.Count > 0 || isProviderChanged)
        {
            Add(
                resource, ChangeAction.Replace, replacing.Count > 0 ? replacing : changed,
                isProviderChanged && !old.Options.Protect ? "another provider" : KeptNote(old, "the old one is kept"));
            return new("", outputs.WithoutOld());
        }

        if (changed.Count > 0 || isProviderUnknown)
        {
            Add(resource, ChangeAction.Update, changed, isProviderUnknown ? UnknownProvider : null);
            return new(IdOf(old), outputs.Over(old));
        }

        var unknown = comparison.Unknown.Where(pointer => !IsIgnored(resource, pointer)).ToList();
        if (unknown.Count > 0)
            _undetermined[resource.Urn] = Change(resource, ChangeAction.Keep, unknown);
        return new(IdOf(old), PreviewedOutputs.Recorded(old, inputs, simulated.Outputs));
    }

    /// <summary>Returns the changes of a complete plan.</summary>
    public PlanChanges ToChanges(IReadOnlyList<PlanResource> resources)
    {
        var counted = resources.Where(IsCounted).ToList();
        var changes = counted.Select(resource => _changes.GetValueOrDefault(resource.Urn)).OfType<PlanChange>();
        var undetermined = counted.Select(resource => _undetermined.GetValueOrDefault(resource.Urn)).OfType<PlanChange>().ToList();
        var deleted = state.Resources.Reverse()
            .Where(old => IsCounted(old) && !_matched.ContainsKey(old.Urn))
            .Select(old => Change(old, ChangeAction.Delete, [], KeptNote(old, "it leaves the stack and is kept")));
        List<PlanChange> all = [.. changes, .. deleted];
        return new()
        {
            Resources = all,
            Unchanged = counted.Count - all.Count(change => change.Action != ChangeAction.Delete) - undetermined.Count,
            Undetermined = undetermined,
            MaskedInputs = _maskedInputs,
        };
    }

    // The state of a stack contains no inputs of remote components, and all inputs of their children. A plan contains a part of the latter.
    private InputComparison Compare(PlanResource old, PlanResource @new)
        => state.IsDeployed && !@new.Custom
            ? InputComparison.Of(@new, @new, isPartial: false)
            : InputComparison.Of(old, @new, isPartial: state.IsDeployed && @new.Implicit);

    private static string IdOf(PlanResource old) => old.Id is null or MaskedValue.Unknown ? "" : old.Id;

    // The CLI hides default providers too.
    private static bool IsCounted(PlanResource resource) => !resource.Read && !DefaultProviders.IsDefault(resource.Urn);

    private static string? KeptNote(PlanResource old, string kept)
        => old.Options.Protect ? "it is protected: the deployment fails" : old.Options.RetainOnDelete ? kept : null;

    // The engine does not compare two default providers: they differ by the version only.
    private static bool IsProviderChanged(PlanResource old, PlanResource @new)
        => @new.Custom && old.Provider is not null && @new.Provider is not null && old.Provider != @new.Provider
            && !(DefaultProviders.IsDefault(old.Provider) && DefaultProviders.IsDefault(@new.Provider));

    private static bool IsIgnored(PlanResource resource, string pointer)
        => resource.Options.IgnoreChanges.Any(path => PropertyPath.Covers(path, pointer));

    // Clouds know most outputs of a resource that is updated in place, such as its ARN. An unknown value that comes from one replaces
    // nothing.
    private IEnumerable<string> Decisive(PlanResource resource, InputComparison comparison, IEnumerable<string> changed)
        => !CloudReplacements.IsCloud(resource.Type) ? changed : changed.Where(pointer => comparison.Changed.Contains(pointer)
            || resource.PropertyDependencies.GetValueOrDefault(pointer.Split('/')[2], [])
                .Any(urn => _changes.GetValueOrDefault(urn)?.Action is ChangeAction.Replace or ChangeAction.Create));

    // An unknown value is a change if it comes from a resource that changes.
    private bool IsFromChange(PlanResource resource, string pointer)
        => resource.PropertyDependencies.GetValueOrDefault(pointer.Split('/')[2], [])
            .Any(urn => _changes.ContainsKey(urn));

    private void Add(PlanResource resource, ChangeAction action, IEnumerable<string> pointers, string? note = null)
        => _changes[resource.Urn] = Change(resource, action, pointers, note);

    private static PlanChange Change(PlanResource resource, ChangeAction action, IEnumerable<string> pointers, string? note = null) => new()
    {
        Action = action,
        Urn = resource.Urn,
        Type = resource.Type,
        Name = resource.Name,
        Properties = [.. pointers.Select(PropertyPath.FromPointer)],
        Note = note,
    };
}
