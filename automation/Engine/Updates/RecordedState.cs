using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine.Updates;

/// <summary>The resources of an earlier plan or of a deployed stack.</summary>
/// <param name="Source">Name of the state for messages.</param>
/// <param name="IsDeployed">True for the state of a deployed stack, false for a plan.</param>
/// <param name="Resources">The resources in the order of their registration, with masked secrets.</param>
internal sealed record RecordedState(string Source, bool IsDeployed, IReadOnlyList<PlanResource> Resources)
{
    private const int MaximumDepth = 1_100;

    private readonly Dictionary<string, PlanResource> _byUrn = Resources.DistinctBy(resource => resource.Urn)
        .ToDictionary(resource => resource.Urn);

    /// <summary>Returns the state after the deployment of a plan.</summary>
    public static RecordedState From(Plan plan) => new("the plan", IsDeployed: false, plan.Resources);

    /// <summary>Reads a plan (<c>plan --out</c>) or the state of a stack (<c>pulumi stack export</c>).</summary>
    /// <exception cref="CommandException">The file is not readable, or it is neither of the two.</exception>
    public static RecordedState Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var options = new JsonDocumentOptions { MaxDepth = MaximumDepth };
            if (JsonNode.Parse(stream, documentOptions: options) is not JsonObject json)
                throw new JsonException("the text is not an object");
            if (StackExport.IsExport(json))
                return new(path, IsDeployed: true, StackExport.Resources(json));

            stream.Position = 0;
            return new(path, IsDeployed: false, PlanJson.Read(stream).Resources);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongCall($"--since is '{path}', which is not readable: {error.Message}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw CommandException.WrongCall(
                $"--since is '{path}', which is neither a plan nor the output of `pulumi stack export`: {error.Message}");
        }
    }

    /// <summary>Requires that the state belongs to a stack.</summary>
    /// <exception cref="CommandException">The state belongs to another stack.</exception>
    public void RequireStack(string project, string stack)
    {
        var other = Resources.FirstOrDefault(
            resource => !resource.Urn.StartsWith($"urn:pulumi:{stack}::{project}::", StringComparison.Ordinal));
        if (other is not null)
        {
            throw CommandException.WrongCall(
                $"--since is '{Source}', which contains {other.Urn}; "
                + $"give a plan or an export of the stack {stack} of the project {project}");
        }
    }

    /// <summary>Finds a resource by its URN or by one of its former URNs.</summary>
    public PlanResource? Find(PlanResource resource)
        => resource.Options.Aliases.Prepend(resource.Urn)
            .Select(urn => _byUrn.GetValueOrDefault(urn))
            .FirstOrDefault(old => old is not null);
}
