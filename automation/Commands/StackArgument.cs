using System.CommandLine;
using K8tre.Automation.Projects;

namespace K8tre.Automation.Commands;

/// <summary>The argument by which a command names a stack.</summary>
internal static class StackArgument
{
    /// <summary>The argument; it completes to the stacks there are, and a call without one is answered with them.</summary>
    public static Argument<string?> Create()
    {
        var stack = new Argument<string?>("stack")
        {
            Description = "Name of the stack: dev for Pulumi.dev.yaml",
            HelpName = "stack",
            Arity = ArgumentArity.ZeroOrOne,
        };
        stack.CompletionSources.Add(_ => Stacks());
        return stack;
    }

    /// <summary>The error of a call that names none.</summary>
    public static CommandException Missing(string command) => CommandException.WrongCall(
        $"`{CommandLine.Name} {command}` needs the name of a stack; stacks here are {string.Join(", ", Stacks())}");

    // Completion stays silent where there is no project.
    private static IReadOnlyList<string> Stacks()
    {
        try
        {
            return Project.Read(CommandLine.ProjectDirectory()).Stacks;
        }
        catch (CommandException)
        {
            return [];
        }
    }
}
