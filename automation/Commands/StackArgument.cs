using System.CommandLine;
using K8tre.Automation.Projects;

namespace K8tre.Automation.Commands;

/// <summary>The argument that names a stack.</summary>
internal static class StackArgument
{
    /// <summary>Creates the argument. Shells complete it to the stacks of the project.</summary>
    public static Argument<string?> Create()
    {
        var stack = new Argument<string?>("stack")
        {
            Description = "Name of the stack, such as dev for Pulumi.dev.yaml",
            HelpName = "stack",
            Arity = ArgumentArity.ZeroOrOne,
        };
        stack.CompletionSources.Add(_ => Stacks());
        return stack;
    }

    /// <summary>Creates the error of a call without a stack.</summary>
    public static CommandException Missing(string command) => CommandException.WrongCall(
        $"`{ProductInfo.Name} {command}` needs the name of a stack; stacks here are {string.Join(", ", Stacks())}");

    // Without a project there is nothing to complete.
    private static IReadOnlyList<string> Stacks()
    {
        try
        {
            return Project.Read(Project.FindDirectory()).Stacks;
        }
        catch (CommandException)
        {
            return [];
        }
    }
}
