using System.CommandLine;
using K8tre.Automation.Operations;
using K8tre.Automation.Operations.Cli;
using K8tre.Automation.Operations.Steps;

namespace K8tre.Automation.Commands.Stacks;

/// <summary>A command that runs the Pulumi CLI on a stack. It handles signals itself, so that an operation ends gracefully.</summary>
/// <param name="name">Name of the command.</param>
/// <param name="description">Description for the help.</param>
/// <param name="examples">Examples for the help, one a line.</param>
internal sealed class OperationCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>Examples for the help, one a line.</summary>
    public string Examples => examples;

    /// <summary>Creates the option <c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON: an object on each line, for each step" };

    /// <summary>Creates the option <c>--yes</c>.</summary>
    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Ask nothing" };

    /// <summary>Creates the option <c>--diff</c>.</summary>
    public static Option<bool> Diff() => new("--diff") { Description = "Name the properties that change" };

    /// <summary>Creates the option <c>--target</c>.</summary>
    public static Option<string[]> Target() => new("--target")
    {
        Description = "Limit the operation to a resource. Can be given several times",
        HelpName = "urn",
    };

    /// <summary>Creates the option <c>--parallel</c>.</summary>
    public static Option<int?> Parallel() => new("--parallel")
    {
        Description = "Number of resources at the same time. Default: the Pulumi CLI's",
        HelpName = "n",
        CustomParser = given =>
        {
            var text = given.Tokens.Single().Value;
            if (int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1)
                return number;
            given.AddError($"--parallel is '{text}'; supply a whole number from 1.");
            return null;
        },
    };

    /// <summary>Opens a stack and runs an operation on it.</summary>
    /// <param name="stack">Name of the stack. Null if the call has none.</param>
    /// <param name="isJson">True for JSON objects.</param>
    /// <param name="showProperties">True if lines name the properties that change.</param>
    /// <param name="run">The operation. Its result is the exit code.</param>
    public async Task<int> RunAsync(
        string? stack, bool isJson, bool showProperties, Func<StackSession, OperationDisplay, Interruption, Task<int>> run)
    {
        if (stack is null)
            throw StackArgument.Missing(Name);
        using var progress = new ProgressLine($"{Name} {stack}");
        using var interruption = Interruption.Listen(text => progress.WriteMessage("warning", text));
        using var session = await StackSession.OpenAsync(stack, interruption);
        return await run(session, new(Console.Out, progress, isJson, showProperties), interruption);
    }
}
