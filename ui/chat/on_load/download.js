// A file that the browser makes of what it is sent: nothing of a run lies on the server's disk.
watch("value", () => {
  if (!props.value?.text) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([props.value.text], { type: props.value.type }));
  link.download = props.value.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
