using System.Text.Encodings.Web;
using System.Text.Json;
using K8tre.Automation.Operations.Steps;

namespace K8tre.Automation.Operations.PlanFiles;

/// <summary>A step in a plan file.</summary>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Urn">URN of the resource.</param>
/// <param name="Properties">Names of the properties that change.</param>
/// <param name="Inputs">Hash of the inputs, in which secrets are masked.</param>
internal sealed record PlanFileStep(string Operation, string Urn, IReadOnlyList<string> Properties, string Inputs);

/// <summary>
/// Record of what a preview showed, for an approval: <c>preview --out</c> writes it, <c>up --plan</c> deploys exactly it.
/// </summary>
/// <remarks>The file contains no value of any setting or resource, and so no secret.</remarks>
internal sealed record PlanFile
{
    /// <summary>Version of the format.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>Name of the project.</summary>
    public required string Project { get; init; }

    /// <summary>Name of the stack.</summary>
    public required string Stack { get; init; }

    /// <summary>Time of the preview, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Hash of the program.</summary>
    public required string Program { get; init; }

    /// <summary>Hash of the project file and the stack file.</summary>
    public required string Settings { get; init; }

    /// <summary>Verdict of the check.</summary>
    public required string Verdict { get; init; }

    /// <summary>Resources that the operation is limited to, in ordinal order. Empty for all.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Changes, ordered by URN and operation.</summary>
    public required IReadOnlyList<PlanFileStep> Steps { get; init; }

    /// <summary>Hash of all members above, except the time.</summary>
    public required string Hash { get; init; }

    /// <summary>Creates the plan of a preview.</summary>
    public static PlanFile Create(
        StackSession session, string programHash, string verdict, IEnumerable<string> targets, OperationReport report)
    {
        var identity = session.Identity;
        var plan = new PlanFile
        {
            Format = CurrentFormat,
            Project = identity.Project.Name,
            Stack = identity.Name,
            Created = DateTimeOffset.UtcNow,
            Program = programHash,
            Settings = ProgramHash.OfSettings(identity.Project, identity.SettingsPath),
            Verdict = verdict,
            Targets = [.. targets.Order(StringComparer.Ordinal)],
            Steps =
            [
                .. report.Changes
                    .Select(step => new PlanFileStep(step.OperationName, step.Urn, step.Properties, step.Fingerprint))
                    .OrderBy(step => step.Urn, StringComparer.Ordinal)
                    .ThenBy(step => step.Operation, StringComparer.Ordinal),
            ],
            Hash = "",
        };
        return plan with { Hash = plan.ComputeHash() };
    }

    /// <summary>Reads a plan file.</summary>
    /// <exception cref="CommandException">The file is missing, malformed, edited, or of another stack.</exception>
    public static PlanFile Read(string path, string project, string stack)
    {
        PlanFile? plan;
        try
        {
            plan = JsonSerializer.Deserialize<PlanFile>(File.ReadAllBytes(path), Json);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw CommandException.WrongCall(
                $"--plan is '{path}', which is no readable plan file: {error.Message} "
                + $"Write one with `{ProductInfo.Name} preview {stack} --out`");
        }

        return plan is not { Format: CurrentFormat }
            ? throw CommandException.WrongCall($"--plan is '{path}', whose format is {plan?.Format}; this command reads {CurrentFormat}")
            : plan.Project != project || plan.Stack != stack
                ? throw CommandException.WrongCall($"--plan is '{path}', a plan of {plan.Project}/{plan.Stack}, not of {project}/{stack}")
                : plan.Hash != plan.ComputeHash()
                    ? throw new CommandException($"--plan is '{path}', which was edited: its hash does not fit", ExitCode.Refused)
                    : plan;
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this, Json);

    /// <summary>Lists what would be done differently than this plan shows. Empty if nothing.</summary>
    public IReadOnlyList<string> Differences(PlanFile now)
    {
        var differences = new List<string>();
        if (Program != now.Program)
            differences.Add("the program is another one");
        if (Settings != now.Settings)
            differences.Add($"Pulumi.{Stack}.yaml or Pulumi.yaml has changed");
        if (!Targets.SequenceEqual(now.Targets, StringComparer.Ordinal))
            differences.Add("the targets are others");
        if (Verdict != now.Verdict)
            differences.Add($"the check says '{now.Verdict}', and said '{Verdict}'");

        var before = Steps.ToDictionary(step => (step.Urn, step.Operation));
        var after = now.Steps.ToDictionary(step => (step.Urn, step.Operation));
        differences.AddRange(now.Steps
            .Where(step => !before.ContainsKey((step.Urn, step.Operation)))
            .Select(step => $"new: {Describe(step)}"));
        differences.AddRange(Steps
            .Where(step => !after.ContainsKey((step.Urn, step.Operation)))
            .Select(step => $"gone: {Describe(step)}"));
        differences.AddRange(now.Steps
            .Where(step => before.TryGetValue((step.Urn, step.Operation), out var approved)
                && (approved.Inputs != step.Inputs || !approved.Properties.SequenceEqual(step.Properties, StringComparer.Ordinal)))
            .Select(step => $"other values: {Describe(step)}"));
        return differences;
    }

    private static string Describe(PlanFileStep step) => $"{step.Operation} {step.Urn}";

    private string ComputeHash()
        => Fingerprint.Of(JsonSerializer.Serialize(this with { Hash = "", Created = default }, Json));
}
