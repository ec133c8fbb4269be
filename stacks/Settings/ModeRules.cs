using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for settings that have no effect in a management mode.</summary>
internal static class ModeRules
{
    /// <summary>Returns all problems, in the order of the settings.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft)
    {
        var (management, mode) = (draft.Management, draft.Management.Mode);
        if (management.TokenGeneration is not (null or "1") && mode is ManagementMode.InCluster or ManagementMode.None)
            yield return Without($"{ConfigKeys.ManagementPath}.tokenGeneration", "Argo CD of this stack has no tokens");
        if (management.ApiGroups is { Count: > 0 } && mode == ManagementMode.None)
            yield return Without($"{ConfigKeys.ManagementPath}.apiGroups", "the stack has no clusters");
        if (management.ApiGroups is { Count: > 0 } && mode == ManagementMode.Cluster && draft.Environments is { Count: 0 })
        {
            yield return new(
                $"{ConfigKeys.ManagementPath}.apiGroups",
                $"is set, and {ConfigKeys.EnvironmentsPath} holds 0; write it in the stacks of the environments, where Argo CD gets "
                + "its rights");
        }

        if (!management.Protected && mode != ManagementMode.Cluster)
            yield return Without($"{ConfigKeys.ManagementPath}.protected", "the stack has no management cluster");

        var artefacts = $"{ConfigKeys.PlatformPath}.artefacts";
        if (mode == ManagementMode.None && draft.Artefacts != new ArtefactSettings())
            yield return Without(artefacts, "the stack has no clusters");
        if (mode == ManagementMode.Stack && draft.Artefacts?.ArgoCd is not null)
            yield return Without($"{artefacts}.argoCd", "Argo CD belongs to the other stack");

        SettingProblem Without(string path, string reason) =>
            new(path, $"is set, and {ConfigKeys.ManagementPath}.mode is {SettingsJson.Text(mode)}: {reason}; remove it");
    }
}
