using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Rules for the labels and taints of nodes, of all vendors.</summary>
internal static class NodeRules
{
    /// <summary>Returns a problem for each label and each taint with a wrong format, or with the key of an earlier one.</summary>
    /// <param name="labels">Labels of the nodes.</param>
    /// <param name="taints">Taints of the nodes.</param>
    /// <param name="path">Path of the host or the pool.</param>
    public static IEnumerable<SettingProblem> LabelsAndTaints(IReadOnlyList<string>? labels, IReadOnlyList<string>? taints, string path) =>
    [
        .. SettingList.NotOfFormat(labels, $"{path}.labels", Formats.NodeLabel, Formats.NodeLabelHint),
        .. SettingList.NotOfFormat(taints, $"{path}.taints", Formats.NodeTaint, Formats.NodeTaintHint),
        .. SettingList.Repeated(
            SettingList.For(labels, $"{path}.labels"), label => label.Split('=')[0], "", "a node has one value of a label"),
        // The value of a taint does not matter.
        .. SettingList.Repeated(
            SettingList.For(taints, $"{path}.taints"), taint => $"{taint.Split('=')[0]}:{taint.Split(':')[^1]}", "",
            "a node has one taint of a key and effect"),
    ];
}
