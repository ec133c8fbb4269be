using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using K8tre.Automation.Commands.Stacks;

namespace K8tre.Automation.Commands;

/// <summary>
/// The help of the library, with the name of the command. Examples follow the help of the root command and of operations.
/// </summary>
/// <param name="help">The help of the library.</param>
/// <param name="examples">The examples.</param>
internal sealed class HelpWithExamples(HelpAction help, string examples) : SynchronousCommandLineAction
{
    /// <summary>Adds examples to the help of a root command.</summary>
    public static void AddTo(RootCommand root, string examples)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        var action = new HelpWithExamples((HelpAction)option.Action!, examples);
        option.Action = action;
        root.SetAction(call => action.Invoke(call));
    }

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var invocation = parseResult.InvocationConfiguration;
        var terminal = invocation.Output;
        using var text = new StringWriter();
        invocation.Output = text;
        var result = help.Invoke(parseResult);
        invocation.Output = terminal;

        // The library writes the name of the assembly. People type the name of the launcher.
        terminal.Write(text.ToString().TrimEnd().Replace(RootCommand.ExecutableName, ProductInfo.Name, StringComparison.Ordinal));
        terminal.WriteLine();
        if (parseResult.CommandResult.Command is RootCommand)
            terminal.Write($"{Environment.NewLine}{examples}");
        else if (parseResult.CommandResult.Command is OperationCommand operation)
            terminal.Write($"{Environment.NewLine}Examples:{Environment.NewLine}{Indented(operation.Examples)}{Environment.NewLine}");

        return result;
    }

    private static string Indented(string text) => string.Join(Environment.NewLine, text.Split('\n').Select(line => $"  {line}"));
}
