using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace K8tre.Automation.Commands;

/// <summary>The library's help under the command's own name, with examples below that of the root command.</summary>
internal sealed class HelpWithExamples(HelpAction help, string examples) : SynchronousCommandLineAction
{
    /// <summary>Adds the text to the help of a root command.</summary>
    public static void AddTo(RootCommand root, string examples)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((HelpAction)option.Action!, examples);
        root.SetAction(call => ((HelpWithExamples)option.Action).Invoke(call));
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

        // The library names the assembly; people type the launcher.
        terminal.Write(text.ToString().TrimEnd().Replace(RootCommand.ExecutableName, CommandLine.Name, StringComparison.Ordinal));
        terminal.WriteLine();
        if (parseResult.CommandResult.Command is RootCommand)
            terminal.Write($"{Environment.NewLine}{examples}");

        return result;
    }
}
