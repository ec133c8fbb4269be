using System.CommandLine;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre completion</c>: prints scripts with which shells complete a command line.</summary>
internal static class CompletionCommand
{
    // The `[suggest:<position>]` directive of the library prints a candidate on each line. The scripts remove the name of the command
    // first, because it has several forms: k8tre, ./k8tre, a path.
    private const string Bash =
        """
        _k8tre() {
          local line=${COMP_LINE#*"${COMP_WORDS[0]}"}
          line=${line# }
          local position=$((${#line} - (${#COMP_LINE} - COMP_POINT)))
          mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$position]" "$line" 2>/dev/null)" -- "$2")
        }
        complete -o default -F _k8tre k8tre ./k8tre

        """;

    private const string Zsh =
        """
        #compdef k8tre
        _k8tre() {
          local line=${BUFFER#*"${words[1]}"}
          line=${line# }
          local position=$((${#line} - (${#BUFFER} - CURSOR)))
          local -a candidates=("${(@f)$("${words[1]}" "[suggest:$position]" "$line" 2>/dev/null)}")
          compadd -a candidates
        }
        compdef _k8tre k8tre ./k8tre

        """;

    private const string Fish =
        """
        function __k8tre_complete
          set -l words (commandline -opc)
          set -l line (string join -- ' ' $words[2..] (commandline -ct))
          $words[1] "[suggest:"(string length -- $line)"]" $line 2>/dev/null
        end
        complete -c k8tre -f -a '(__k8tre_complete)'

        """;

    private static readonly Dictionary<string, string> Scripts = new() { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "The shell: bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print a completion script: source <(k8tre completion bash)") { shell };
        command.SetAction(call => call.InvocationConfiguration.Output.Write(Scripts[call.GetRequiredValue(shell)]));
        return command;
    }
}
